package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.workbench.window.model.CorporaModel;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and long work: what the window says, and what is left behind. */
class TroubleJourneysTest {
  private static final String RULE =
      """
      - rule: Shell
        desc: a shell
        condition: evt.type = execve and proc.name = sh
        output: shell %proc.cmdline
        priority: NOTICE
      """;

  @TempDir Path folder;

  private static Path attacks() {
    return Journey.root().resolve("corpora/attacks/capture.scap.gz");
  }

  /** The folder of recordings beside the house, if there is one. */
  private static Path shared() {
    Path above = Journey.root();
    while (above.getParent() != null && !Files.isDirectory(above.resolve("shared/captures"))) {
      above = above.getParent();
    }
    return Path.of(System.getProperty("creance.shared", above.resolve("shared").toString()));
  }

  /** A workspace with one rule. */
  private static Path workspace(Path where) throws IOException {
    Files.createDirectories(where.resolve("rules"));
    Files.writeString(where.resolve("rules/mine.yaml"), RULE);
    return where;
  }

  @Test
  void anImportThatIsCancelledLeavesNothing() throws Exception {
    Path large = shared().resolve("captures/large/capture.scap.gz");
    Path workspace = workspace(folder.resolve("mine"));
    try (Journey journey = Journey.open(workspace, Theme.LIGHT)) {
      CorporaModel corpora = journey.model.corporaPlace();
      startImport(journey, Files.isRegularFile(large) ? large : attacks(), "large");
      if (Files.isRegularFile(large)) {
        journey.waitFor(() -> corpora.importPart().get() > 0.02);
        assertThat(corpora.importText().get()).contains("events", "/s");
        journey.picture("trouble-1-importing");
      }
      journey.robot.interact(() -> fire(journey, "#import-cancel"));
      journey.waitFor(() -> !corpora.importing().get() && journey.model.status().idle());
      assertThat(journey.model.status().activity().get()).contains("cancelled");
      journey.picture("trouble-2-cancelled");
      assertThat(journey.model.corpora()).isEmpty();
      assertThat(workspace.resolve("large")).doesNotExist();
      assertThat(files(workspace)).noneMatch(name -> name.contains("large"));
    }
  }

  @Test
  void anEmptyWorkspaceBeginsWithARule() throws Exception {
    Path workspace = Files.createDirectories(folder.resolve("new"));
    try (Journey journey = Journey.open(workspace, Theme.LIGHT)) {
      journey.robot.clickOn("#first-rule");
      journey.waitFor(
          () -> journey.model.rules().rules().get().size() == 1 && journey.model.status().idle());
      assertThat(journey.model.rules().problems()).as("the rule loads").isEmpty();
      CodeArea editor = journey.robot.lookup("#editor").queryAs(CodeArea.class);
      assertThat(editor.getText().substring(editor.getCaretPosition())).startsWith("evt.type in");
      journey.picture("trouble-9-first-rule");
      journey.robot.push(KeyCode.CONTROL, KeyCode.S);
      journey.waitFor(() -> Files.exists(workspace.resolve("local.yaml")));
      assertThat(Files.readString(workspace.resolve("local.yaml"))).isEqualTo(editor.getText());
    }
  }

  @Test
  void aFullDiskIsToldAndNothingIsLost() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
        "a small disk can only be mounted as root");
    try {
      fullDisk(workspace(disk.resolve("mine")), disk.resolve("filler"));
    } finally {
      assertThat(run("umount", "-l", disk.toString())).as("unmounted").isTrue();
    }
  }

  private void fullDisk(Path workspace, Path filler) throws Exception {
    Path file = workspace.resolve("rules/mine.yaml");
    try (Journey journey = Journey.open(workspace, Theme.DARK)) {
      CodeArea editor = journey.at("Shell", "desc: a shell");
      fill(filler);
      journey.robot.write("s");
      journey.waitFor(() -> journey.model.status().problem().get().contains("disk is full"));
      journey.robot.interact(() -> journey.model.status().dismiss());
      journey.robot.push(KeyCode.CONTROL, KeyCode.S);
      journey.waitFor(() -> journey.model.status().problem().get().contains("disk is full"));
      assertThat(journey.model.status().problem().get()).contains("Make room", "not lost");
      journey.picture("trouble-3-full-disk");
      assertThat(file).as("the old text is whole").hasContent(RULE);
      assertThat(journey.model.rules().documents().getFirst().dirty().get()).isTrue();
      assertThat(files(workspace.resolve("rules"))).containsExactly("mine.yaml");
      Files.delete(filler);
      journey.robot.interact(() -> {
        journey.model.status().dismiss();
        editor.requestFocus();
      });
      journey.robot.push(KeyCode.CONTROL, KeyCode.S);
      journey.waitFor(() -> !journey.model.rules().documents().getFirst().dirty().get());
      assertThat(file).content().contains("a shells");

      fill(filler);
      startImport(journey, attacks(), "attacks");
      journey.waitFor(
          () -> !journey.model.corporaPlace().importing().get() && journey.model.status().idle());
      assertThat(journey.model.status().problem().get()).contains("disk is full", "Make room");
      journey.picture("trouble-4-full-disk-import");
      assertThat(workspace.resolve("attacks")).doesNotExist();
      assertThat(journey.model.corpora()).isEmpty();
    }
  }

  @Test
  void thisMachineIsRecordedFromTheWindow() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "recording needs root");
    Path agent = Journey.root().resolve("recorder-agent/target/recorder-agent.jar");
    assumeTrue(Files.isRegularFile(agent), "the recorder is not packaged: " + agent);
    System.setProperty("creance.home", Journey.root().toString());
    try (Journey journey = Journey.open(workspace(folder.resolve("mine")), Theme.LIGHT)) {
      CorporaModel corpora = journey.model.corporaPlace();
      journey.robot.interact(() -> journey.model.go(Place.CORPORA));
      journey.waitFor(() -> journey.shell.lookup("#record") != null);
      journey.robot.interact(() -> fire(journey, "#record"));
      journey.waitFor(() -> corpora.rates().size() >= 3 || !corpora.recording().get());
      if (!corpora.recording().get()) {
        abort("this machine cannot be recorded: " + journey.model.status().problem().get());
      }
      assertThat(corpora.rates()).anyMatch(rate -> rate > 0);
      assertThat(corpora.recordText().get()).contains("events");
      journey.picture("trouble-5-recording");
      journey.robot.interact(() -> fire(journey, "#record-stop"));
      journey.waitFor(() ->
          !journey.model.corpora().isEmpty()
              && !corpora.importing().get()
              && journey.model.status().idle());
      journey.waitFor(() -> corpora.cards().get() != null);
      assertThat(journey.model.status().problem().get()).isEmpty();
      assertThat(journey.model.corpora().getFirst().events()).isPositive();
      assertThat(corpora.chosen().get()).startsWith("recorded-");
      journey.picture("trouble-6-recorded");
    }
  }

  private static void startImport(Journey journey, Path capture, String name) throws Exception {
    journey.robot.interact(() -> journey.model.go(Place.CORPORA));
    journey.waitFor(() -> journey.model.corporaPlace().cards().get() != null);
    journey.robot.interact(() -> {
      ((TextField) journey.shell.lookup("#import-file")).setText(capture.toString());
      ((TextField) journey.shell.lookup("#import-name")).setText(name);
      fire(journey, "#import-go");
    });
  }

  private static void fire(Journey journey, String button) {
    ((Button) journey.shell.lookup(button)).fire();
  }

  /** Writes until the disk is full. */
  private static void fill(Path file) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 4096; i++) {
        out.write(block);
      }
      throw new AssertionError("the disk is not small");
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  /** The names of all files below a folder. */
  private static List<String> files(Path below) throws IOException {
    try (Stream<Path> walk = Files.walk(below)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> below.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0;
  }
}
