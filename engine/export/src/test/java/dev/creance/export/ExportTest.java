package dev.creance.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.evaluate.FilterRows;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.events.Replay;
import dev.creance.events.Utf8Text;
import dev.creance.events.format.Template;
import dev.creance.events.state.Options;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.rules.FreeText;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.source.SourceFile;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> FIELDS =
      List.of(
          "evt.num",
          "evt.time",
          "evt.type",
          "evt.res",
          "evt.is_io_write",
          "evt.rawres",
          "evt.buflen",
          "evt.args",
          "proc.name",
          "proc.pid",
          "proc.args",
          "proc.aname[2]",
          "proc.is_exe_writable",
          "user.uid",
          "fd.num",
          "fd.name",
          "fd.lport",
          "container.id",
          "toupper(proc.name)");

  @TempDir private static Path shared;
  private static Path capture;
  private static Path corpus;

  @TempDir private Path folder;

  @BeforeAll
  static void importTheSample() throws Exception {
    capture = sample();
    corpus = shared.resolve("corpus");
    new CorpusImporter(
            corpus,
            new ImportOptions(Options.defaults(), "all", List.of()),
            (read, total, events) -> {})
        .add(capture);
  }

  private static Path sample() {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      Path file = above.resolve("corpora/attack-exec/capture.scap.gz");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalStateException("not inside the house: no corpora/attack-exec above");
  }

  private static FreeText texts() {
    return new FreeText(LoadOptions.defaults(), "syscall");
  }

  private static List<Column> columns(List<String> names) {
    List<Column> columns = new ArrayList<>(List.of(Column.host(), Column.capture()));
    for (String name : names) {
      CheckedTemplate template =
          texts().template(new SourceFile("FIELD", "%" + name)).value().orElseThrow();
      columns.add(Column.of(name, ((Reference) template.parts().getFirst()).expression()));
    }
    return columns;
  }

  private interface Outputs {
    Output of(List<Column> columns, OutputStream out) throws IOException;
  }

  private static long write(String filter, OutputStream out, Outputs outputs) throws Exception {
    Optional<CheckedCondition> condition =
        filter.isEmpty()
            ? Optional.empty()
            : texts().condition(new SourceFile("FILTER", filter)).value();
    try (Corpus open = Corpus.open(corpus);
        MeasureSession session = new MeasureSession(open, 1 << 24)) {
      Output output = outputs.of(columns(FIELDS), out);
      FilterRows rows = new FilterRows(session, condition);
      long[] count = {0};
      rows.visit(
          false,
          (scope, segment) -> {
            output.add(scope, segment);
            count[0]++;
            return true;
          });
      output.finish();
      assertThat(count[0]).isEqualTo(rows.count());
      return count[0];
    }
  }

  private static List<JsonNode> jsonLines(String filter) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(filter, out, JsonLines::new);
    return out.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
  }

  @Test
  void linesHaveWhatAReplayPrints() throws Exception {
    List<JsonNode> lines = jsonLines("");
    CheckedTemplate template =
        texts()
            .template(
                new SourceFile(
                    "FORMAT",
                    "*%evt.num|%evt.type|%evt.res|%proc.name|%proc.pid|%fd.name|%user.uid"))
            .value()
            .orElseThrow();
    Template expected = new Template(Template.parts(template));
    try (Replay replay = Replay.open(capture, Options.defaults())) {
      int line = 0;
      while (replay.next()) {
        StringBuilder text = new StringBuilder();
        expected.render(replay.scope(), text);
        JsonNode event = lines.get(line++);
        assertThat(
                String.join(
                    "|",
                    text(event, "evt.num"),
                    text(event, "evt.type"),
                    text(event, "evt.res"),
                    text(event, "proc.name"),
                    text(event, "proc.pid"),
                    text(event, "fd.name"),
                    text(event, "user.uid")))
            .isEqualTo(Utf8Text.decode(text.toString()));
        assertThat(event.path("evt.time").longValue()).isEqualTo(replay.scope().event.timestamp());
        assertThat(event.path("capture").stringValue()).isEqualTo("capture.scap.gz");
      }
      assertThat(lines).hasSize(line);
    }
  }

  private static String text(JsonNode event, String field) {
    return event.has(field) ? event.path(field).asString() : "<NA>";
  }

  @Test
  void aFilterGivesTheEventsThatItHoldsFor() throws Exception {
    List<JsonNode> all = jsonLines("");
    List<JsonNode> some = jsonLines("proc.name = sh and evt.type in (openat, execve)");
    assertThat(some)
        .isNotEmpty()
        .containsExactlyElementsOf(
            all.stream()
                .filter(event -> text(event, "proc.name").equals("sh"))
                .filter(event ->
                    text(event, "evt.type").equals("openat")
                        || text(event, "evt.type").equals("execve"))
                .toList());
    assertThat(jsonLines("proc.name = no-such-name")).isEmpty();
  }

  @Test
  void anotherImplementationReadsTheSameFromParquet() throws Exception {
    Path file = folder.resolve("events.parquet");
    try (OutputStream out = Files.newOutputStream(file)) {
      write("", out, ParquetOutput::new);
    }
    List<JsonNode> lines = jsonLines("");
    List<Column> columns = columns(FIELDS);
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        RowReader rows = reader.rowReader()) {
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(lines.size());
      int line = 0;
      while (rows.hasNext()) {
        rows.next();
        JsonNode event = lines.get(line++);
        for (Column column : columns) {
          String name = column.name();
          if (rows.isNull(name)) {
            assertThat(event.has(name)).as("%s of line %d", name, line).isFalse();
          } else {
            assertThat(value(rows, column))
                .as("%s of line %d", name, line)
                .isEqualTo(event.path(name).asString());
          }
        }
      }
      assertThat(line).isEqualTo(lines.size());
    }
  }

  private static String value(RowReader rows, Column column) {
    return switch (column.kind()) {
      case TEXT -> rows.getString(column.name());
      case INTEGER -> Long.toString(rows.getLong(column.name()));
      case NATURAL -> Long.toUnsignedString((Long) rows.getRawValue(column.name()));
      case MOMENT -> rows.getRawValue(column.name()).toString();
      case REAL -> Double.toString(rows.getDouble(column.name()));
      case TRUTH -> Boolean.toString(rows.getBoolean(column.name()));
    };
  }

  @Test
  void anEmptyParquetFileHasItsColumns() throws Exception {
    Path file = folder.resolve("none.parquet");
    try (OutputStream out = Files.newOutputStream(file)) {
      assertThat(write("proc.name = no-such-name", out, ParquetOutput::new)).isZero();
    }
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileMetaData().numRows()).isZero();
      assertThat(reader.getFileSchema().getColumnCount()).isEqualTo(FIELDS.size() + 2);
    }
  }

  @Test
  void aFileIsThereWhollyOrNotAtAll() throws Exception {
    Path path = folder.resolve("events.jsonl");
    Files.writeString(path, "before");
    try (WholeFile file = WholeFile.create(path)) {
      file.out().write(new byte[1 << 20]);
    }
    assertThat(path).hasContent("before");
    assertThat(Files.list(folder)).containsExactly(path);
    try (WholeFile file = WholeFile.create(path)) {
      file.out().write("after".getBytes(StandardCharsets.UTF_8));
      file.done();
    }
    assertThat(path).hasContent("after");
    assertThat(Files.list(folder)).containsExactly(path);
    assertThatThrownBy(() -> WholeFile.create(folder).close()).hasMessageContaining("a folder");
    assertThatThrownBy(() -> WholeFile.create(folder.resolve("no/x")).close())
        .hasMessageContaining("its folder is not there");
  }
}
