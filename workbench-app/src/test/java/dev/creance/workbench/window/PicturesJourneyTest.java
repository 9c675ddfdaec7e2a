package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Labeled;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures to be looked at: nothing loaded, and very much loaded, small and large. */
class PicturesJourneyTest {
  private static final int LINES = 5000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280, 800", "DARK, 1280, 800", "LIGHT, 2560, 1440", "DARK, 2560, 1440"})
  void nothingIsLoaded(Theme theme, int width, int height) throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    try (Journey journey = Journey.open(empty, theme, width, height)) {
      for (Place place : Place.values()) {
        journey.robot.interact(() -> journey.model.go(place));
        journey.waitFor(() -> journey.model.status().idle());
        journey.picture("empty-" + name(theme, width) + "-" + place.ordinal());
        assertThat(journey.model.status().problem().get()).as(place.title()).isEmpty();
        assertThat(words(journey)).as("%s says what belongs there", place.title()).isNotEmpty();
      }
    }
  }

  /** The sentences that are seen beside the bars around the place. */
  private static List<String> words(Journey journey) {
    return journey.robot.lookup(".empty").queryAll().stream()
        .flatMap(empty -> empty.lookupAll(".label").stream())
        .map(label -> ((Labeled) label).getText())
        .filter(text -> text != null && text.contains(" "))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280, 800", "DARK, 1280, 800", "LIGHT, 2560, 1440", "DARK, 2560, 1440"})
  void fiveThousandLinesAreInTheEditor(Theme theme, int width, int height) throws Exception {
    Path large = folder.resolve("large");
    write(large);
    try (Journey journey = Journey.open(large, theme, width, height)) {
      CodeArea editor = journey.at("Rule 400", "condition:");
      assertThat(editor.getParagraphs()).hasSizeGreaterThan(LINES);
      journey.waitFor(() -> journey.model.status().idle());
      journey.waitFor(() -> editor.getVisibleParagraphs().size() > 10);
      journey.picture("lines-" + name(theme, width));
    }
  }

  private static void write(Path workspace) throws IOException {
    Path file = workspace.resolve("rules/large.yaml");
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES / 10 + 1; i++) {
      text.append("- rule: Rule ").append(i).append('\n');
      text.append("  desc: >\n    A rule that has a description, number ").append(i);
      text.append(" of many, which is long enough to reach behind the edge of the editor\n");
      text.append("  condition: >\n    evt.type in (execve, execveat)\n    and proc.name = name");
      text.append(i).append("\n  output: it ran (command=%proc.cmdline)\n");
      text.append("  priority: NOTICE\n  tags: [made, large]\n\n");
    }
    Files.writeString(file, text);
    Path capture = workspace.resolve("attack-exec/capture.scap.gz");
    Files.createDirectories(capture.getParent());
    Files.copy(Journey.root().resolve("corpora/attack-exec/capture.scap.gz"), capture);
  }

  private static String name(Theme theme, int width) {
    return theme.name().toLowerCase(Locale.ROOT) + "-" + width;
  }
}
