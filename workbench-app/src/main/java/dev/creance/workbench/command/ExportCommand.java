package dev.creance.workbench.command;

import dev.creance.corpus.evaluate.FilterRows;
import dev.creance.export.Column;
import dev.creance.export.JsonLines;
import dev.creance.export.Output;
import dev.creance.export.ParquetOutput;
import dev.creance.export.WholeFile;
import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.workbench.terminal.Progress;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes events of a corpus to a file for other programs. */
@Command(
    name = "export",
    description =
        "Writes events of a corpus, all or those that a condition is true for, with their fields"
            + " as JSON lines or as a Parquet file.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance export corpora/web --parquet web.parquet",
      "  creance export corpora/web --parquet etc.parquet 'fd.name startswith /etc and"
          + " evt.is_open_write = true'",
      "  creance export corpora/web --jsonl shells.jsonl.gz 'proc.name in (bash, sh)'",
      "  creance export corpora/web --jsonl - --fields evt.time,proc.name,fd.name | head",
      "  duckdb -c \"select \\\"proc.name\\\", count(*) from 'web.parquet' group by all order by 2\"",
      "",
      "Columns are called as the fields are; what an event does not have is missing (JSON) or null",
      "(Parquet). Fields that are times are nanoseconds since the epoch (JSON) or timestamps"
          + " (Parquet).",
      "'host' and 'capture' tell which machine and which recording an event is from.",
      "The file is there wholly or not at all; one that was there before is replaced at the end.",
      "Exit codes: 0 done, 2 the condition or a field can't be read, 3 the corpus is damaged or none,",
      "or the file cannot be written."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int STRIDE = 1 << 13;
  private static final Path STANDARD_OUTPUT = Path.of("-");

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "CORPUS", description = "A corpus.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path corpus;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILTER",
      description = "A condition over fields, as rules have them. Default: every event.")
  private String filter = "";

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Target target;

  /** One of them. */
  static final class Target {
    @Option(
        names = "--jsonl",
        paramLabel = "FILE",
        description = "A JSON object a line; gzipped when FILE ends so; - for standard output.")
    private @Nullable Path jsonl;

    @Option(names = "--parquet", paramLabel = "FILE", description = "Columns, zstd-compressed.")
    private @Nullable Path parquet;
  }

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "FIELD",
      description =
          "Which columns, with commas between; anything that an output of a rule can print. + in"
              + " front adds to the usual ones. Default: ${DEFAULT-VALUE}.",
      defaultValue = ExportFields.USUAL)
  private List<String> fields = List.of();

  @Option(names = "--limit", paramLabel = "N", description = "Stop after N events.")
  private long limit = Long.MAX_VALUE;

  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FreeTexts texts = new FreeTexts(terminal);
    Optional<List<Column>> columns = new ExportFields(terminal, texts).columns(fields);
    Optional<CheckedCondition> condition =
        filter.isBlank() ? Optional.empty() : texts.condition(filter);
    if (columns.isEmpty() || (!filter.isBlank() && condition.isEmpty())) {
      return ExitCode.USAGE;
    }
    try (OpenCorpus open = OpenCorpus.open(corpus)) {
      if (STANDARD_OUTPUT.equals(target.jsonl)) {
        say(write(open, columns.get(), condition, terminal.out()), "standard output");
        terminal.flush();
      } else {
        toFile(open, columns.get(), condition);
      }
    }
    return ExitCode.DONE;
  }

  private void toFile(OpenCorpus open, List<Column> columns, Optional<CheckedCondition> condition)
      throws IOException, InterruptedException {
    Path path = path();
    long events;
    try (WholeFile file = WholeFile.create(path)) {
      if (path.toString().endsWith(".gz") && target.parquet == null) {
        GZIPOutputStream zipped = new GZIPOutputStream(file.out(), 1 << 16);
        events = write(open, columns, condition, zipped);
        zipped.finish();
      } else {
        events = write(open, columns, condition, file.out());
      }
      file.done();
    }
    say(events, path + ", " + Quantities.bytes(Files.size(path)));
  }

  private Path path() {
    Path parquet = target.parquet;
    Path jsonl = target.jsonl;
    return parquet != null ? parquet : jsonl != null ? jsonl : STANDARD_OUTPUT;
  }

  private long write(
      OpenCorpus open,
      List<Column> columns,
      Optional<CheckedCondition> condition,
      OutputStream stream)
      throws IOException, InterruptedException {
    Output output =
        target.parquet != null
            ? new ParquetOutput(columns, stream)
            : new JsonLines(columns, stream);
    FilterRows rows = new FilterRows(open.session(), condition);
    long wanted = Math.min(rows.count(), limit);
    long[] written = {0};
    boolean needsState = columns.stream().anyMatch(Column::needsState);
    if (wanted > 0) {
      try (Progress progress = new Progress(terminal, path().toString())) {
        rows.visit(
            needsState,
            (scope, segment) -> {
              output.add(scope, segment);
              if ((++written[0] & STRIDE - 1) == 0) {
                progress.at((double) written[0] / wanted, written[0]);
              }
              return written[0] < wanted;
            });
      }
    }
    output.finish();
    return written[0];
  }

  private void say(long events, String where) {
    terminal.err().println(Quantities.count(events, "event", "events") + " in " + where);
  }
}
