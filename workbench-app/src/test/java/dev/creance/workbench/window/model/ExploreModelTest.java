package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.shown.EventLine;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.shown.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of a corpus without a toolkit: which are found and what is offered to find them. */
class ExploreModelTest extends ModelTest {
  private static final String RULES =
      """
      - list: written
        items: [open, openat]
      - macro: opening
        condition: evt.type in (written)
      - rule: Opened
        desc: a file was opened
        condition: opening and fd.name startswith /etc
        output: opened %fd.name
        priority: NOTICE
      """;

  private static final String CORPUS = "normal-build";

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.createDirectories(folder.resolve(CORPUS));
    Files.writeString(folder.resolve("rules/mine.yaml"), RULES);
    Files.copy(capture(CORPUS), folder.resolve(CORPUS).resolve("capture.scap.gz"));
  }

  @Test
  void aFilterMayUseTheListsAndMacrosOfTheRules() throws Exception {
    try (WorkbenchModel model = open()) {
      int spelt = found(model, "evt.type in (open, openat)");
      assertThat(spelt).isPositive();
      assertThat(found(model, "opening")).isEqualTo(spelt);
      assertThat(found(model, "evt.type in (written)")).isEqualTo(spelt);
      assertThat(found(model, "opening and evt.type = close")).isZero();
    }
  }

  @Test
  void aFilterThatIsNoneIsASentenceWithItsPlace() throws Exception {
    try (WorkbenchModel model = open()) {
      find(model, "opening and no_such");
      await(() -> !model.explore().problem().get().isEmpty());
      assertThat(onUi(() -> model.explore().problem().get())).contains("no_such", "column 13");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          evt.ty|              ; evt.type ; field
          openi|               ; opening  ; macro
          evt.type |           ; in       ; operator
          evt.type = opena|    ; openat   ; value
          evt.type in (wri|    ; written  ; list
          evt.type = openat |  ; and      ; keyword
          """)
  void whatCouldBeTypedInAFilterIsOffered(String typed, String label, String kind)
      throws Exception {
    try (WorkbenchModel model = open()) {
      String text = typed.strip();
      int caret = text.indexOf('|');
      List<Suggestion> offered = new ArrayList<>();
      // Each question looks at some more of the events for examples.
      await(() -> {
        model.language().suggest(text.replace("|", ""), caret, offered::addAll);
        return offered.stream()
            .anyMatch(offer -> offer.label().equals(label) && offer.kind().equals(kind));
      });
    }
  }

  @Test
  void anyFieldCanBeAColumnAndIsRemembered() throws Exception {
    try (WorkbenchModel model = open()) {
      ColumnsModel columns = model.explore().columns();
      assertThat(found(model, "evt.type = execve")).isPositive();
      assertThat(line(model, 0).text("proc.pname")).as("nobody asked for it").isEmpty();
      for (String field : List.of("proc.pname", "proc.aname[2]", "toupper(evt.type)")) {
        onUi(() -> {
          columns.add(field);
          return true;
        });
        await(() -> columns.shows(field));
      }
      onUi(() -> line(model, 0));
      await(() -> model.status().idle());
      assertThat(onUi(() -> model.status().problem().get())).isEmpty();
      assertThat(line(model, 0).text("toupper(evt.type)")).isEqualTo("EXECVE");
      assertThat(line(model, 0).text("evt.type")).isEqualTo("execve");
      onUi(() -> {
        columns.remove("evt.args");
        columns.move("proc.aname[2]", -1);
        columns.resize("proc.name", 222);
        return true;
      });
    }
    Path kept = folder.resolve(".creance/columns");
    await(() -> Files.exists(kept) && Files.readString(kept).contains("222 proc.name"));
    List<String> chosen;
    try (WorkbenchModel again = open()) {
      ColumnsModel columns = again.explore().columns();
      await(() -> columns.shows("proc.pname"));
      chosen = onUi(columns::names);
      assertThat(chosen)
          .doesNotContain("evt.args")
          .endsWith("container.name", "proc.aname[2]", "proc.pname", "toupper(evt.type)");
      assertThat(onUi(() -> columns.shown().get()))
          .anyMatch(column -> column.field().equals("proc.name") && column.width() == 222)
          .anyMatch(column -> column.field().equals("evt.num") && column.title().equals("Event"));
      onUi(() -> {
        columns.reset();
        return true;
      });
      assertThat(onUi(columns::names)).contains("evt.args").doesNotContain("proc.pname");
    }
    await(() -> !Files.exists(kept));
  }

  @Test
  void whatIsNoFieldIsNoColumn() throws Exception {
    Files.createDirectories(folder.resolve(".creance"));
    Files.writeString(folder.resolve(".creance/columns"), "100 proc.no_such\n");
    try (WorkbenchModel model = open()) {
      ColumnsModel columns = model.explore().columns();
      assertThat(onUi(columns::names)).as("the usual ones").contains("evt.num", "evt.args");
      onUi(() -> {
        columns.add("proc.nmae");
        return true;
      });
      await(() -> model.status().problem().get().contains("proc.nmae"));
      onUi(() -> {
        columns.wantFields();
        for (String name : columns.names()) {
          columns.remove(name);
        }
        return true;
      });
      assertThat(onUi(columns::names)).as("one is left").hasSize(1);
      await(() -> !columns.fields().get().isEmpty());
      assertThat(onUi(() -> columns.find("proc.pname").getFirst().name())).isEqualTo("proc.pname");
      assertThat(onUi(() -> columns.find("parent process")))
          .isNotEmpty()
          .allMatch(field -> field.fits("parent"));
    }
  }

  private static EventLine line(WorkbenchModel model, int index) {
    EventLine line = model.explore().row(index).get();
    return line == null ? new EventLine(-1, List.of(), List.of()) : line;
  }

  private int found(WorkbenchModel model, String filter) throws Exception {
    find(model, filter);
    await(() -> model.explore().size().get() >= 0 && model.status().idle());
    assertThat(onUi(() -> model.explore().problem().get())).isEmpty();
    onUi(() -> line(model, 0));
    await(() -> model.status().idle());
    return onUi(() -> model.explore().size().get());
  }

  private void find(WorkbenchModel model, String filter) throws Exception {
    onUi(() -> {
      model.explore().find(new Search(CORPUS, filter, ""));
      return true;
    });
  }
}
