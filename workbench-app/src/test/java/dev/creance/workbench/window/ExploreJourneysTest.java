package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.model.ExploreModel;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.view.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** What a person does among the events of a recording; the steps leave pictures. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExploreJourneysTest {
  private static final String CORPUS = "normal-build";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Journey journey;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static ExploreModel explore;

  private final FxRobot robot = journey.robot;

  @BeforeAll
  static void openAWorkspace() throws Exception {
    Path sample = folder.resolve("sample");
    for (String part : List.of("rules", CORPUS)) {
      Journey.copy(Journey.root().resolve("corpora").resolve(part), sample.resolve(part));
    }
    journey = Journey.open(sample, Theme.LIGHT);
    explore = journey.model.explore();
    journey.robot.interact(() -> journey.model.go(Place.EXPLORE));
    all();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  /** Every event, from the first one on, with none selected. */
  private static void all() throws Exception {
    journey.waitFor(() -> explore.size().get() >= 0 && journey.model.status().idle());
    journey.robot.interact(() -> {
      explore.select(0);
      explore.find(new Search(CORPUS, "", ""));
    });
    journey.waitFor(() -> explore.selected().get() < 0 && journey.model.status().idle());
    assertThat(explore.size().get()).isGreaterThan(10_000);
  }

  @Test
  @Order(1)
  void theFilterOffersWhatTheEditorOffers() throws Exception {
    robot.clickOn("#event-filter").write("proc.na");
    journey.waitFor(() -> suggestions() != null);
    assertThat(first()).contains("proc.name", "kind=field");
    journey.waitFor(() -> robot.lookup(".card").tryQuery().isPresent());
    journey.picture("explore-1-fields");
    robot.push(KeyCode.ENTER);
    robot.write(" ");
    robot.push(KeyCode.CONTROL, KeyCode.SPACE);
    journey.waitFor(() -> first().contains("kind=operator"));
    robot.push(KeyCode.ESCAPE);
    robot.write("in (");
    robot.push(KeyCode.CONTROL, KeyCode.SPACE);
    journey.waitFor(() -> first().contains("kind=value"));
    robot.write("shell");
    journey.waitFor(() -> first().contains("kind=list"));
    journey.picture("explore-2-lists");
    robot.push(KeyCode.ESCAPE);
    robot.write("_binaries)").push(KeyCode.ESCAPE).push(KeyCode.ENTER);
    journey.waitFor(() ->
        explore.search().get().filter().equals("proc.name in (shell_binaries)")
            && explore.size().get() > 0
            && journey.model.status().idle());
    assertThat(explore.problem().get()).isEmpty();
    assertThat(explore.size().get()).isLessThan(10_000);
    // A macro of the rules, whole as it was typed: Enter finds.
    robot.interact(() -> robot.lookup("#event-filter").queryAs(TextField.class).clear());
    robot.clickOn("#event-filter").write("spawned_process");
    journey.waitFor(() -> first().contains("kind=macro"));
    robot.push(KeyCode.ENTER);
    journey.waitFor(() ->
        explore.search().get().filter().equals("spawned_process") && journey.model.status().idle());
    assertThat(explore.size().get()).isPositive();
    assertThat(suggestions()).isNull();
    journey.picture("explore-3-macro");
    robot.interact(() -> robot.lookup("#event-filter").queryAs(TextField.class).clear());
    all();
  }

  @Test
  @Order(2)
  void keysLeadThroughAllEvents() throws Exception {
    all();
    int last = explore.size().get() - 1;
    robot.clickOn(line(2).orElseThrow());
    journey.waitFor(() -> explore.selected().get() == 2);
    robot.push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.UP);
    assertThat(explore.selected().get()).isEqualTo(3);
    int page = table().getItems().size() - 1;
    robot.push(KeyCode.PAGE_DOWN).push(KeyCode.PAGE_DOWN);
    assertThat(explore.selected().get()).isEqualTo(3 + 2 * page);
    isShown(3 + 2 * page);
    robot.push(KeyCode.PAGE_UP);
    assertThat(explore.selected().get()).isEqualTo(3 + page);
    robot.push(KeyCode.END);
    assertThat(explore.selected().get()).isEqualTo(last);
    isShown(last);
    robot.push(KeyCode.DOWN);
    assertThat(explore.selected().get()).as("there is none behind the last").isEqualTo(last);
    journey.waitFor(() -> journey.model.status().idle());
    journey.picture("explore-4-last-event");
    robot.push(KeyCode.HOME);
    assertThat(explore.selected().get()).isZero();
    isShown(0);
    robot.push(KeyCode.UP);
    assertThat(explore.selected().get()).isZero();
  }

  @Test
  @Order(3)
  void theWheelMovesTheLinesAndNotTheSelection() throws Exception {
    all();
    robot.interact(() -> explore.select(1));
    robot.moveTo(table());
    robot.scroll(10, VerticalDirection.DOWN);
    journey.waitFor(() -> bar().getValue() >= 10);
    assertThat(explore.selected().get()).isEqualTo(1);
    assertThat(table().getSelectionModel().isEmpty()).as("it is out of sight").isTrue();
    assertThat(numberIn(0)).isEqualTo(numberOf(top()));
    robot.scroll(100, VerticalDirection.UP);
    journey.waitFor(() -> bar().getValue() == 0);
    assertThat(table().getSelectionModel().getSelectedIndex()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void theBarIsDraggedOverAllEvents() throws Exception {
    all();
    Node knob = robot.from(bar()).lookup(".thumb").query();
    Point2D start = centre(knob);
    Point2D end = centre(bar());
    robot.moveTo(start).press(MouseButton.PRIMARY).moveTo(end).release(MouseButton.PRIMARY);
    int half = explore.size().get() / 2;
    journey.waitFor(() -> Math.abs(bar().getValue() - half) < 0.1 * explore.size().get());
    journey.waitFor(() -> numberIn(0).equals(numberOf(top())));
    journey.waitFor(() -> journey.model.status().idle());
    journey.picture("explore-5-dragged");
    robot
        .moveTo(centre(knob))
        .press(MouseButton.PRIMARY)
        .moveBy(0, 3000)
        .release(MouseButton.PRIMARY);
    int last = explore.size().get() - table().getItems().size();
    journey.waitFor(() -> bar().getValue() == last);
    journey.waitFor(
        () -> numberIn(table().getItems().size() - 1).equals(numberOf(explore.size().get() - 1)));
  }

  @Test
  @Order(5)
  void anyFieldIsShownAsAColumn() throws Exception {
    all();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    journey.waitFor(() -> robot.lookup("#column-list").tryQuery().isPresent());
    journey.waitFor(() -> journey.model.status().idle());
    journey.picture("explore-6-chooser");
    robot.write("parent name");
    robot.clickOn("#column-search").eraseText(11).write("proc.pname").push(KeyCode.ENTER);
    journey.waitFor(() -> explore.columns().shows("proc.pname"));
    robot.eraseText(10).write("proc.aname[2]").push(KeyCode.ENTER);
    journey.waitFor(() -> explore.columns().shows("proc.aname[2]"));
    robot.eraseText(13).write("evt.args").push(KeyCode.ENTER);
    journey.waitFor(() -> !explore.columns().shows("evt.args"));
    robot.eraseText(8).write("proc.pname");
    robot.push(KeyCode.ALT, KeyCode.UP).push(KeyCode.ALT, KeyCode.UP);
    journey.picture("explore-7-chosen");
    robot.push(KeyCode.ESCAPE);
    journey.waitFor(() -> robot.lookup("#column-list").tryQuery().isEmpty());
    assertThat(titles()).contains("proc.pname", "proc.aname[2]").doesNotContain("Arguments");
    assertThat(titles().indexOf("proc.pname")).isLessThan(titles().indexOf("Container"));
    robot.clickOn(line(3).orElseThrow());
    journey.waitFor(() -> explore.details().get() != null && journey.model.status().idle());
    TableView<?> fields = robot.lookup("#event-fields").queryAs(TableView.class);
    int at = 0;
    while (explore.columns().shows(explore.details().get().fields().get(at).field())) {
      at++;
    }
    int index = at;
    robot.interact(() -> {
      fields.requestFocus();
      fields.getSelectionModel().select(index);
    });
    String first = explore.details().get().fields().get(index).field();
    robot.push(KeyCode.SHIFT, KeyCode.ENTER);
    journey.waitFor(() -> titles().contains(first) && journey.model.status().idle());
    journey.waitFor(() -> journey.model.status().idle());
    journey.picture("explore-8-from-details");
    robot.interact(() -> explore.columns().reset());
    assertThat(titles()).contains("Arguments").doesNotContain("proc.pname", first);
  }

  private List<String> titles() {
    return table().getColumns().stream().map(TableColumnBase::getText).toList();
  }

  /** The number of the event that stands in a line. */
  private String numberIn(int line) {
    return line(line).stream()
        .flatMap(
            row -> robot.from(row).lookup(".table-cell").queryAllAs(IndexedCell.class).stream())
        .map(cell -> String.valueOf(cell.getText()))
        .findFirst()
        .orElse("");
  }

  private Optional<Node> line(int line) {
    return robot.from(table()).lookup(".table-row-cell").queryAllAs(IndexedCell.class).stream()
        .filter(row -> row.getIndex() == line && row.isVisible())
        .map(row -> (Node) row)
        .findFirst();
  }

  /** The index of the event in the topmost line. */
  private int top() {
    return (int) Math.round(bar().getValue());
  }

  private static String numberOf(int index) {
    var row = explore.row(index).get();
    return row == null ? "not read yet" : String.valueOf(row.number());
  }

  private void isShown(int index) throws Exception {
    int first = top();
    assertThat(index).isBetween(first, first + table().getItems().size() - 1);
    assertThat(table().getSelectionModel().getSelectedIndex()).isEqualTo(index - first);
    journey.waitFor(() -> numberIn(index - first).equals(numberOf(index)));
  }

  private static Point2D centre(Node node) {
    return Objects.requireNonNull(
        node.localToScreen(
            node.getLayoutBounds().getCenterX(), node.getLayoutBounds().getCenterY()));
  }

  private ScrollBar bar() {
    return robot.lookup("#events-bar").queryAs(ScrollBar.class);
  }

  private TableView<?> table() {
    return robot.lookup("#events").queryAs(TableView.class);
  }

  private String first() {
    ListView<?> list = suggestions();
    return list == null || list.getItems().isEmpty()
        ? ""
        : String.valueOf(list.getItems().getFirst());
  }

  private @Nullable ListView<?> suggestions() {
    return robot.lookup("#suggestions").tryQueryAs(ListView.class).orElse(null);
  }
}
