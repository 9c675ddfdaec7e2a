package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.view.Theme;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/**
 * What a person does in the window, done by a robot on the sample workspace: the steps build on
 * each other, and each leaves a picture in {@code target/journeys}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneysTest {
  private static final String NOISY = "Create Hidden Files or Directories";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Journey journey;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static WorkbenchModel model;

  private final FxRobot robot = journey.robot;

  @BeforeAll
  static void openTheSampleWorkspace() throws Exception {
    for (String part : List.of("rules", "attack-exec", "containers")) {
      Journey.copy(
          Journey.root().resolve("corpora").resolve(part), folder.resolve("sample").resolve(part));
    }
    journey = Journey.open(folder.resolve("sample"), Theme.LIGHT);
    model = journey.model;
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  @Order(1)
  void theSampleWorkspaceIsThereWithItsHits() throws Exception {
    assertThat(model.rules().rules().get()).hasSize(93);
    assertThat(model.rules().problems()).noneMatch(problem -> problem.error());
    assertThat(model.rules().hits().get().get(NOISY)).isEqualTo(18);
    assertThat(model.rules().current().get()).isEqualTo(model.rules().rules().get().getFirst());
    assertThat(robot.lookup("#editor").queryAs(CodeArea.class).getCaretPosition())
        .isEqualTo(model.rules().rules().get().getFirst().start());
    journey.picture("1-open");
  }

  @Test
  @Order(1)
  void aButtonSaysWhatItIsForWhenThePointerComesThere() throws Exception {
    ToggleButton button = robot.lookup("#place-noise").queryAs(ToggleButton.class);
    robot.moveTo(button);
    journey.waitFor(() -> button.getTooltip() != null);
    assertThat(button.getTooltip().getText()).contains("Ctrl+2");
    journey.waitFor(() -> button.getTooltip().isShowing());
  }

  @Test
  @Order(2)
  void anErrorIsSeenWhileTyping() throws Exception {
    CodeArea editor = journey.at(NOISY, "condition: >\n    ");
    robot.write("no_such_macro and ");
    // On a busy machine the first letters of the name are complained of before the last are typed.
    journey.waitFor(() ->
        model.rules().problems().stream()
            .anyMatch(problem -> problem.error() && problem.message().contains("no_such_macro")));
    journey.waitFor(() -> model.status().idle());
    journey.picture("2-error");
    journey.undoAll(editor);
    journey.waitFor(() -> model.rules().problems().stream().noneMatch(problem -> problem.error()));
  }

  @Test
  @Order(3)
  void tuningByEditingMovesTheCount() throws Exception {
    CodeArea editor = journey.at(NOISY, "condition: >\n    ");
    robot.write("proc.name != containerd and ");
    journey.waitFor(() -> Long.valueOf(9).equals(model.rules().hits().get().get(NOISY)));
    assertThat(model.rules().savedHits().get().get(NOISY)).isEqualTo(18);
    journey.waitFor(() -> model.status().idle());
    journey.picture("3-tuned");
    journey.undoAll(editor);
    journey.waitFor(() -> Long.valueOf(18).equals(model.rules().hits().get().get(NOISY)));
    assertThat(model.rules().documents()).noneMatch(document -> document.dirty().get());
  }

  @Test
  @Order(4)
  void theBoardLeadsToARuleAndBack() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    journey.waitFor(() -> !model.noise().board().get().rows().isEmpty() && model.status().idle());
    assertThat(model.noise().board().get().rows()).hasSize(93);
    assertThat(model.noise().weights().get()).hasSize(93);
    journey.picture("4-board");
    robot.interact(() -> model.goToRule(NOISY));
    journey.waitFor(() -> model.noise().page().get() != null && model.status().idle());
    assertThat(model.noise().page().get().alerts()).hasSize(18);
    journey.picture("5-rule");
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    journey.waitFor(() -> model.noise().chosen().get().isEmpty());
  }

  @Test
  @Order(5)
  void anEventIsFoundBySearch() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    journey.waitFor(() -> model.place().get() == Place.EXPLORE && model.status().idle());
    robot.clickOn("#event-words").write("passwd").push(KeyCode.ENTER);
    journey.waitFor(() ->
        model.explore().search().get().words().equals("passwd")
            && model.status().idle()
            && model.explore().size().get() > 0);
    assertThat(model.explore().size().get()).isBetween(1, 5000);
    robot.interact(() -> model.explore().select(0));
    journey.waitFor(() -> model.explore().details().get() != null && model.status().idle());
    assertThat(model.explore().details().get().fields())
        .anyMatch(field -> field.value().contains("passwd"));
    journey.picture("6-found");
  }
}
