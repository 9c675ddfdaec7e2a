package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Problem;
import dev.creance.workbench.window.shown.RuleEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where rules are written: the files, the editor with its measures, what is wrong, the rule. */
public final class AuthorView extends SplitPane {
  private static final double PROBLEMS_SHARE = 0.8;

  private final WorkbenchModel model;
  private final RulesModel rules;
  private final Map<Path, RuleEditor> editors = new HashMap<>();
  private final StackPane page = new StackPane();
  private final SplitPane middle = new SplitPane();
  private final ListView<Problem> problems = new ListView<>();
  private final StringProperty file = new SimpleStringProperty("");
  private @Nullable RuleEditor current;

  AuthorView(WorkbenchModel model) {
    this.model = model;
    this.rules = model.rules();
    RuleTree tree = new RuleTree(rules, this::open);
    tree.setMinWidth(180);
    RulePane side = new RulePane(model);
    side.setMinWidth(220);
    page.setMinWidth(300);
    page.getChildren()
        .setAll(
            Controls.empty(
                Feather.FILE_TEXT,
                "No rules here yet",
                "A workspace is a folder with Falco rule files: *.yaml below its folder rules."));
    middle.setOrientation(Orientation.VERTICAL);
    middle.getItems().add(page);
    problems.setItems(rules.problems());
    problems.setId("problems");
    problems.setCellFactory(view -> new ProblemCell());
    problems.setOnMouseClicked(event -> {
      Problem chosen = problems.getSelectionModel().getSelectedItem();
      if (chosen != null) {
        open(chosen.file(), chosen.start());
      }
    });
    rules.problems().addListener((ListChangeListener<Problem>) change -> showProblems());
    rules.rules().addListener((property, before, now) -> first());
    getItems().addAll(tree, middle, side);
    setDividerPositions(0.19, 0.79);
    SplitPane.setResizableWithParent(tree, false);
    SplitPane.setResizableWithParent(side, false);
    getStyleClass().add("author");
    first();
    showProblems();
  }

  /** The name of the open file; empty when none is. */
  ReadOnlyStringProperty file() {
    return file;
  }

  private void first() {
    if (current == null && !rules.rules().get().isEmpty()) {
      open(rules.rules().get().getFirst());
    } else if (current == null && !rules.documents().isEmpty()) {
      open(rules.documents().getFirst().path(), 0);
    }
  }

  /** Opens a rule in the editor. */
  public void open(RuleEntry rule) {
    open(rule.file(), rule.start());
  }

  private void open(RuleTree.Row row) {
    RuleEntry rule = row.rule();
    if (rule != null) {
      open(rule);
    } else if (current == null || !current.document().path().equals(row.file())) {
      open(row.file(), 0);
    }
  }

  private void open(Path path, int offset) {
    Document document = rules.document(path);
    if (document == null) {
      return;
    }
    RuleEditor editor = editors.computeIfAbsent(path, key -> new RuleEditor(document, rules));
    if (editor != current) {
      current = editor;
      page.getChildren().setAll(editor);
      file.set(rules.shortName(path));
    }
    editor.show(offset);
  }

  private void showProblems() {
    boolean any = !rules.problems().isEmpty();
    if (any && middle.getItems().size() == 1) {
      middle.getItems().add(problems);
      middle.setDividerPositions(PROBLEMS_SHARE);
      SplitPane.setResizableWithParent(problems, false);
    } else if (!any) {
      middle.getItems().remove(problems);
    }
  }

  /** {@code 2 errors, 1 warning}; empty when nothing is wrong. */
  String problemSummary() {
    long errors = rules.problems().stream().filter(Problem::error).count();
    long warnings = rules.problems().size() - errors;
    return (errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors"))
        + (errors > 0 && warnings > 0 ? ", " : "")
        + (warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings"));
  }

  private final class ProblemCell extends ListCell<Problem> {
    private final FontIcon icon = new FontIcon();
    private final Label message = new Label();
    private final Label place = Controls.label("", "faint");
    private final HBox line = Controls.line(8, icon, message, Controls.spring(), place);

    ProblemCell() {
      line.setPrefWidth(10);
      message.setMinWidth(40);
      place.setMinWidth(Label.USE_PREF_SIZE);
      prefWidthProperty().bind(problems.widthProperty().subtract(24));
    }

    @Override
    protected void updateItem(@Nullable Problem problem, boolean empty) {
      super.updateItem(problem, empty);
      if (empty || problem == null) {
        setGraphic(null);
        return;
      }
      icon.setIconCode(problem.error() ? Feather.ALERT_CIRCLE : Feather.ALERT_TRIANGLE);
      icon.getStyleClass()
          .setAll("ikonli-font-icon", problem.error() ? "mark-error" : "mark-warning");
      message.setText(
          (problem.item().isEmpty() ? "" : problem.item() + ": ")
              + problem.message().lines().findFirst().orElse(""));
      place.setText(problem.file().getFileName() + ":" + problem.line());
      setGraphic(line);
    }
  }
}
