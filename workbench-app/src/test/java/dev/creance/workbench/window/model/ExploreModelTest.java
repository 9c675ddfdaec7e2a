package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.shown.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of a corpus without a toolkit: which are found and what is offered to find them. */
class ExploreModelTest {
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

  @TempDir Path folder;

  private final ExecutorService ui = Executors.newSingleThreadExecutor();

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.createDirectories(folder.resolve(CORPUS));
    Files.writeString(folder.resolve("rules/mine.yaml"), RULES);
    Files.copy(capture(), folder.resolve(CORPUS).resolve("capture.scap.gz"));
  }

  @AfterEach
  void stop() {
    ui.shutdownNow();
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

  private int found(WorkbenchModel model, String filter) throws Exception {
    find(model, filter);
    await(() -> model.explore().size().get() >= 0 && model.status().idle());
    assertThat(onUi(() -> model.explore().problem().get())).isEmpty();
    return onUi(() -> model.explore().size().get());
  }

  private void find(WorkbenchModel model, String filter) throws Exception {
    onUi(() -> {
      model.explore().find(new Search(CORPUS, filter, ""));
      return true;
    });
  }

  static Path capture() {
    Path above = Path.of("").toAbsolutePath();
    while (above != null && !Files.exists(above.resolve("corpora/normal-build"))) {
      above = above.getParent();
    }
    return Objects.requireNonNull(above).resolve("corpora/normal-build/capture.scap.gz");
  }

  private WorkbenchModel open() throws Exception {
    WorkbenchModel model = new WorkbenchModel(Workspace.of(folder), ui);
    onUi(() -> {
      model.start();
      return true;
    });
    await(() -> model.ready().get() && model.status().idle() && model.rules().measured().get());
    return model;
  }

  private <T> T onUi(Callable<T> question) throws Exception {
    return ui.submit(question).get();
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!onUi(condition)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(40);
    }
  }
}
