package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.Steps;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.view.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a person does in the editor of rules; the steps leave pictures in target/journeys. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorJourneysTest {
  private static final String MINE =
      """
      # Shells below a web server
      - list: shells
        items: [bash, sh, zsh]

      - macro: spawned
        condition: (evt.type in (execve, execveat) and evt.arg.res = 0)

      - rule: Shell in web
        desc: A shell under a web server
        condition: spawned and proc.name in (shells)
        output: Shell (command=%proc.cmdline parent=%proc.pname)
        priority: WARNING
        tags: [web]
      """;

  private static final String OVERLAY =
      """
      - rule: Shell in web
        condition: and not proc.pname in (shells)
        override:
          condition: append
      """;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    Path rules = Files.createDirectories(folder.resolve("web/rules/overlays"));
    Files.writeString(rules.resolveSibling("mine.yaml"), MINE);
    Files.writeString(rules.resolve("local.yaml"), OVERLAY);
    Path capture = folder.resolve("web/attacks/capture.scap.gz");
    Files.createDirectories(capture.getParent());
    Files.copy(Journey.root().resolve("corpora/attacks/capture.scap.gz"), capture);
    journey = Journey.open(folder.resolve("web"), Theme.DARK);
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  @Order(1)
  void completionOffersFieldsWithExamplesAndValuesOfTheCorpus() throws Exception {
    CodeArea editor = journey.at("Shell in web", "proc.name in (shells)");
    journey.robot.write(" and proc.pn");
    journey.robot.push(KeyCode.CONTROL, KeyCode.SPACE);
    journey.waitFor(() -> suggestions() != null);
    assertThat(first()).contains("proc.pname");
    journey.waitFor(() -> journey.robot.lookup(".card").tryQuery().isPresent());
    journey.picture("author-1-completion");
    journey.robot.push(KeyCode.ENTER);
    journey.robot.write(" = ");
    journey.robot.push(KeyCode.CONTROL, KeyCode.SPACE);
    journey.waitFor(() -> suggestions() != null);
    assertThat(first()).contains("kind=value");
    journey.picture("author-2-values");
    journey.robot.push(KeyCode.ESCAPE);
    journey.undoAll(editor);
    journey.waitFor(() ->
        journey.model.rules().documents().stream().noneMatch(document -> document.dirty().get()));
  }

  @Test
  @Order(2)
  void anErrorIsMendedByItsQuickFix() throws Exception {
    CodeArea editor = journey.at("Shell in web", "and proc.name");
    journey.robot.write("x");
    journey.waitFor(() ->
        journey.model.rules().problems().stream()
            .anyMatch(problem -> problem.error() && problem.repair().isPresent()));
    journey.picture("author-3-error");
    journey.robot.push(KeyCode.ALT, KeyCode.ENTER);
    journey.waitFor(() -> journey.model.rules().problems().isEmpty());
    assertThat(editor.getText()).isEqualTo(MINE);
  }

  @Test
  @Order(3)
  void aNameLeadsToItsDefinitionAndItsUsages() throws Exception {
    CodeArea editor = journey.at("Shell in web", "condition: spawn");
    journey.robot.push(KeyCode.CONTROL, KeyCode.B);
    journey.waitFor(() -> editor.getCaretPosition() == MINE.indexOf("spawned"));
    journey.at("Shell in web", "in (shel");
    journey.robot.push(KeyCode.ALT, KeyCode.F7);
    journey.waitFor(() -> journey.robot.lookup("#usages").tryQuery().isPresent());
    assertThat(journey.robot.lookup("#usages").queryAs(ListView.class).getItems()).hasSize(3);
    journey.picture("author-4-usages");
    journey.robot.push(KeyCode.ESCAPE);
  }

  @Test
  @Order(4)
  void aRenameIsPreviewedAndUndoneInAllFilesAtOnce() throws Exception {
    CodeArea editor = journey.at("Shell in web", "in (shel");
    journey.robot.push(KeyCode.SHIFT, KeyCode.F6);
    journey.waitFor(() -> journey.robot.lookup("#new-name").tryQuery().isPresent());
    journey.robot.write("shell_names");
    journey.waitFor(() -> journey.model.status().idle());
    journey.picture("author-5-rename");
    journey.robot.push(KeyCode.ENTER);
    journey.waitFor(() -> editor.getText().contains("in (shell_names)"));
    assertThat(text(1)).contains("in (shell_names)");
    journey.waitFor(() -> journey.model.status().idle());
    assertThat(journey.model.rules().problems()).isEmpty();
    journey.robot.push(KeyCode.CONTROL, KeyCode.Z);
    journey.waitFor(() -> editor.getText().equals(MINE));
    assertThat(text(1)).isEqualTo(OVERLAY);
  }

  @Test
  @Order(5)
  void aRuleIsShownAsItRuns() throws Exception {
    journey.at("Shell in web", "condition: spawned");
    journey.waitFor(() -> journey.model.rules().current().get() != null);
    journey.robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    journey.waitFor(() -> journey.robot.lookup("#effective-rule").tryQuery().isPresent());
    assertThat(journey.robot.lookup("#effective-rule").queryAs(TextArea.class).getText())
        .contains("spawned and proc.name in ( bash")
        .contains("and not proc.pname in ( bash");
    journey.picture("author-6-effective");
    journey.robot.push(KeyCode.ESCAPE);
  }

  @Test
  @Order(6)
  void itemsFoldAndTextIsReplaced() throws Exception {
    CodeArea editor = journey.at("Shell in web", "condition: spawned");
    journey.robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
    journey.robot.push(KeyCode.CONTROL, KeyCode.R);
    journey.robot.clickOn("#find").write("bash");
    journey.robot.clickOn("#replace").write("ash");
    journey.robot.clickOn("Replace all");
    journey.waitFor(() -> editor.getText().contains("items: [ash, sh, zsh]"));
    journey.picture("author-7-replaced");
    journey.robot.push(KeyCode.ESCAPE);
    journey.undoAll(editor);
    assertThat(editor.getText()).isEqualTo(MINE);
  }

  @Test
  @Order(7)
  void aRuleIsWrittenFromAnEvent() throws Exception {
    journey.robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    journey.waitFor(
        () -> journey.model.explore().size().get() > 0 && journey.model.status().idle());
    journey.robot.interact(() ->
        journey
            .model
            .explore()
            .find(new Search("attacks", "evt.type = openat and fd.name = /etc/shadow", "")));
    journey.waitFor(() ->
        journey.model.explore().size().get() > 0
            && journey.model.explore().size().get() < 500
            && journey.model.status().idle());
    journey.robot.interact(() -> journey.model.explore().select(0));
    journey.waitFor(
        () -> journey.model.explore().details().get() != null && journey.model.status().idle());
    journey.picture("author-8-event");
    journey.robot.clickOn("#rule-from-event");
    journey.waitFor(
        () -> journey.model.place().get() == Place.AUTHOR && journey.model.status().idle());
    RuleEntry written = journey.model.rules().rules().get().getLast();
    journey.waitFor(() -> journey.model.rules().hits().get().containsKey(written.name()));
    assertThat(journey.model.rules().hits().get().get(written.name())).isPositive();
    assertThat(journey.model.rules().problems()).noneMatch(problem -> problem.error());
    journey.picture("author-9-rule-from-event");
    journey.robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.Z);
    journey.waitFor(() ->
        journey.model.rules().rules().get().stream()
            .noneMatch(rule -> rule.name().equals(written.name())));
  }

  @Test
  @Order(8)
  void everythingIsUndoneInTheOrderInWhichItWasDone() throws Exception {
    Steps steps = journey.model.steps();
    while (!steps.undoName().get().isEmpty()) {
      journey.robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.Z);
    }
    assertThat(text(0)).isEqualTo(MINE);
    CodeArea editor = journey.at("Shell in web", "in (shells)");
    journey.robot.write(" and evt.dir = <");
    String typed = editor.getText();
    assertThat(steps.undoName().get()).isEqualTo("typing in rules/mine.yaml");
    Path mine = journey.model.rules().documents().getFirst().path();
    Path overlay = journey.model.rules().documents().get(1).path();
    journey.robot.interact(() ->
        journey
            .model
            .rules()
            .change("two files", Map.of(mine, typed + "# a\n", overlay, OVERLAY + "# b\n")));
    journey.at("Shell in web", "in (shells)");
    journey.robot.write(" ");
    journey.robot.write("#2");
    String all = editor.getText();
    journey.robot.interact(() -> journey.model.go(Place.EXPLORE));
    journey.robot.interact(() -> journey.model.explore().columns().add("proc.pname"));
    journey.waitFor(() -> journey.model.explore().columns().shows("proc.pname"));
    assertThat(steps.undoName().get()).isEqualTo("column proc.pname");
    journey.picture("author-9b-undo");
    // Wherever one is: first the column, which is no text.
    journey.robot.push(KeyCode.CONTROL, KeyCode.Z);
    assertThat(journey.model.explore().columns().shows("proc.pname")).isFalse();
    assertThat(journey.model.place().get()).isEqualTo(Place.EXPLORE);
    // Then what was typed, which is brought into view.
    while (steps.undoName().get().startsWith("typing")) {
      journey.robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.Z);
    }
    assertThat(journey.model.place().get()).isEqualTo(Place.AUTHOR);
    assertThat(editor.getText()).isEqualTo(typed + "# a\n");
    assertThat(text(1)).isEqualTo(OVERLAY + "# b\n");
    journey.robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.Z);
    assertThat(editor.getText()).isEqualTo(typed);
    assertThat(text(1)).isEqualTo(OVERLAY);
    while (!steps.undoName().get().isEmpty()) {
      journey.robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.Z);
    }
    assertThat(editor.getText()).isEqualTo(MINE);
    while (!steps.redoName().get().isEmpty()) {
      journey.robot.interact(steps::redo);
    }
    assertThat(editor.getText()).isEqualTo(all);
    assertThat(text(1)).isEqualTo(OVERLAY + "# b\n");
    assertThat(journey.model.explore().columns().shows("proc.pname")).isTrue();
    while (!steps.undoName().get().isEmpty()) {
      journey.robot.push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.Z);
    }
    assertThat(editor.getText()).isEqualTo(MINE);
    assertThat(text(1)).isEqualTo(OVERLAY);
  }

  @Test
  @Order(9)
  void processesAreShownBelowTheirParents() throws Exception {
    journey.robot.interact(() -> {
      journey.model.go(Place.EXPLORE);
      journey.model.explore().find(new Search("attacks", "evt.type = execve", ""));
    });
    journey.robot.clickOn("#show-processes");
    journey.waitFor(() ->
        !journey.model.explore().processes().get().isEmpty() && journey.model.status().idle());
    assertThat(journey.model.explore().processes().get())
        .anyMatch(process -> process.parent() >= 0);
    journey.picture("author-10-processes");
  }

  @Test
  @Order(10)
  void theTourIsShownAndLeft() throws Exception {
    journey.robot.push(KeyCode.F1);
    journey.waitFor(() -> journey.robot.lookup("#tour").query().isVisible());
    journey.picture("author-11-tour");
    journey.robot.clickOn("Leave the tour");
    journey.waitFor(() -> !journey.robot.lookup("#tour").query().isVisible());
  }

  private static String text(int document) {
    return journey.model.rules().documents().get(document).text().get();
  }

  private static String first() {
    ListView<?> list = suggestions();
    return list == null ? "" : String.valueOf(list.getItems().getFirst());
  }

  private static @Nullable ListView<?> suggestions() {
    return journey.robot.lookup("#suggestions").tryQueryAs(ListView.class).orElse(null);
  }
}
