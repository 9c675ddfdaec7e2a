package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.RuleFile;
import dev.creance.workbench.window.shown.ReleaseBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edited rules held against released ones, without a toolkit. */
class ReleasedModelTest extends ModelTest {
  private static final String ONE =
      """
      - rule: Program
        desc: a program
        condition: evt.type = execve and proc.name = %s
        output: program %%proc.cmdline
        priority: NOTICE
      """;

  private static final String TWO =
      """
      - rule: Another
        desc: another program
        condition: evt.type = execve and proc.name = make
        output: make %proc.cmdline
        priority: NOTICE
      """;

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("rules"));
    Files.createDirectories(folder.resolve("normal-build"));
    Files.writeString(folder.resolve("rules/mine.yaml"), ONE.formatted("gcc") + TWO);
    Files.copy(capture("normal-build"), folder.resolve("normal-build/capture.scap.gz"));
  }

  private void release(String version, int sequence, String text) throws Exception {
    Release made =
        Release.make(
            new ReleaseDraft("mine", version, sequence, "ann", "0.57.0", List.of(), ""),
            List.of(new RuleFile("mine.yaml", text.getBytes(StandardCharsets.UTF_8))),
            new MeasureReport(List.of(), List.of(), List.of(), List.of()));
    new ReleaseFolder(folder.resolve("releases").resolve(version)).write(made, List.of());
  }

  @Test
  void hitsAreHeldAgainstTheNewestReleaseOrTheChosenOne() throws Exception {
    release("1.9.0", 9, ONE.formatted("no-such"));
    release("1.10.0", 10, ONE.formatted("gcc"));
    try (WorkbenchModel model = open()) {
      ReleasedModel released = model.released();
      await(() -> released.hits().get() != null);
      assertThat(onUi(() -> Objects.requireNonNull(released.base().get()).version()))
          .isEqualTo("1.10.0");
      long hits = Objects.requireNonNull(onUi(() -> model.rules().hits().get().get("Program")));
      assertThat(hits).isPositive();
      assertThat(onUi(() -> released.change("Program", hits))).isZero();
      assertThat(onUi(() -> released.change("Another", 1))).isNull();
      assertThat(onUi(() -> released.isNew("Another"))).isTrue();
      ReleaseBase older = onUi(() -> released.bases().get().getLast());
      onUi(() -> {
        released.choose(older);
        return true;
      });
      await(() -> older.equals(released.base().get()) && released.hits().get() != null);
      assertThat(onUi(() -> released.change("Program", hits))).isEqualTo(hits);
      onUi(() -> {
        Document document = model.rules().documents().getFirst();
        model.rules().edited(document, ONE.formatted("no-such-program") + TWO);
        return true;
      });
      await(() -> Long.valueOf(0).equals(model.rules().hits().get().get("Program")));
      assertThat(onUi(() -> released.change("Program", 0))).isZero();
    }
    try (WorkbenchModel again = open()) {
      await(() -> again.released().hits().get() != null);
      assertThat(onUi(() -> Objects.requireNonNull(again.released().base().get()).version()))
          .as("the chosen one is remembered")
          .isEqualTo("1.9.0");
      onUi(() -> {
        again.released().choose(null);
        return true;
      });
      await(() -> again.released().base().get() == null && again.status().idle());
      assertThat(onUi(() -> again.released().change("Program", 3))).isNull();
      assertThat(onUi(() -> again.released().isNew("Program"))).isFalse();
      onUi(() -> {
        again.steps().undo();
        return true;
      });
      await(() -> again.released().base().get() != null && again.status().idle());
      assertThat(onUi(() -> Objects.requireNonNull(again.released().base().get()).version()))
          .as("the choice is taken back")
          .isEqualTo("1.9.0");
    }
  }

  @Test
  void withoutAReleaseNothingIsHeldAgainst() throws Exception {
    Files.createDirectories(folder.resolve("releases/broken"));
    Files.writeString(folder.resolve("releases/broken/manifest.json"), "{");
    Files.writeString(folder.resolve("releases/broken/signatures.json"), "[]");
    try (WorkbenchModel model = open()) {
      assertThat(onUi(() -> model.released().bases().get())).isEmpty();
      assertThat(onUi(() -> model.released().base().get())).isNull();
      assertThat(onUi(() -> model.status().problem().get())).isEmpty();
    }
  }
}
