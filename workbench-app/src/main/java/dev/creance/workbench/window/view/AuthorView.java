package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Draft;
import dev.creance.workbench.window.shown.NamePlace;
import dev.creance.workbench.window.shown.NamePlaces;
import dev.creance.workbench.window.shown.Problem;
import dev.creance.workbench.window.shown.RuleEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where rules are written: the files, the editor with its measures, what is wrong, the rule. */
public final class AuthorView extends SplitPane {
  private static final Pattern RULE = Pattern.compile("(?m)^- *(rule) *:");
  private static final double PROBLEMS_SHARE = 0.8;
  private static final double BOTTOM_SHARE = 0.62;

  private final WorkbenchModel model;
  private final RulesModel rules;
  private final Map<Path, RuleEditor> editors = new HashMap<>();
  private final StackPane page = new StackPane();
  private final SplitPane middle = new SplitPane();
  private final ListView<Problem> problems = new ListView<>();
  private final BottomPane bottom;
  private final OutlineView outline;
  private final StringProperty file = new SimpleStringProperty("");
  private @Nullable RuleEditor current;

  AuthorView(WorkbenchModel model) {
    this.model = model;
    this.rules = model.rules();
    RuleTree tree = new RuleTree(rules, this::open);
    outline = new OutlineView(model.language(), entry -> openCurrent(entry.start()));
    SplitPane left = new SplitPane(tree, outline);
    left.setOrientation(Orientation.VERTICAL);
    left.setDividerPositions(0.62);
    left.setMinWidth(180);
    bottom = new BottomPane(rules, this::open, this::closeBottom);
    RulePane side = new RulePane(model);
    side.setMinWidth(220);
    page.setMinWidth(300);
    Button firstRule = Controls.button("Write a first rule", this::newRule, "accent");
    firstRule.setId("first-rule");
    page.getChildren()
        .setAll(
            Controls.empty(
                Feather.FILE_TEXT,
                "No rules here yet",
                "A workspace is a folder with Falco rule files: *.yaml below its folder rules.",
                firstRule));
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
    rules.read().addListener((property, before, now) -> first());
    rules.rules().addListener((property, before, now) -> first());
    getItems().addAll(left, middle, side);
    setId("author-panes");
    left.setId("author-left-panes");
    setDividerPositions(0.19, 0.79);
    SplitPane.setResizableWithParent(left, false);
    SplitPane.setResizableWithParent(side, false);
    getStyleClass().add("author");
    first();
    showProblems();
  }

  /** The name of the open file; empty when none is. */
  ReadOnlyStringProperty file() {
    return file;
  }

  /** Opens the first rule by how rules begin: it is looked at before it is understood. */
  private void first() {
    if (current != null || rules.documents().isEmpty()) {
      return;
    }
    for (Document document : rules.documents()) {
      Matcher rule = RULE.matcher(document.text().get());
      if (rule.find()) {
        open(document.path(), rule.start(1));
        return;
      }
    }
    open(rules.documents().getFirst().path(), 0);
  }

  /** Opens a rule in the editor. */
  public void open(RuleEntry rule) {
    open(rule.file(), rule.start());
  }

  /** Writes a rule to begin with, and opens it. */
  void newRule() {
    Draft draft = model.explore().newRule();
    int at = model.write(draft);
    open(draft.file(), at);
  }

  private void open(RuleTree.Row row) {
    RuleEntry rule = row.rule();
    if (rule != null) {
      // The row may be older than the text: the rule is where it is now.
      open(
          rules.rules().get().stream()
              .filter(now -> now.name().equals(rule.name()))
              .findFirst()
              .orElse(rule));
    } else if (current == null || !current.document().path().equals(row.file())) {
      open(row.file(), 0);
    }
  }

  /** Opens a file at an offset. */
  public void open(Path path, int offset) {
    Document document = rules.document(path);
    if (document == null) {
      return;
    }
    RuleEditor editor =
        editors.computeIfAbsent(path, key -> new RuleEditor(document, model, actions));
    if (editor != current) {
      put(editor);
    }
    editor.show(offset);
  }

  private void showProblems() {
    boolean any = !rules.problems().isEmpty() && !middle.getItems().contains(bottom);
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

  private void openCurrent(int offset) {
    if (current != null) {
      current.show(offset);
    }
  }

  private final RuleEditor.EditorActions actions =
      new RuleEditor.EditorActions() {
        @Override
        public void show(RuleEditor editor) {
          bring(editor);
        }

        @Override
        public void goToDefinition(RuleEditor editor, int offset) {
          model.language().places(editor.document(), offset, found -> goTo(editor, offset, found));
        }

        @Override
        public void findUsages(RuleEditor editor) {
          model
              .language()
              .places(
                  editor.document(),
                  editor.area().getCaretPosition(),
                  found -> {
                    if (!found.places().isEmpty()) {
                      showBottom();
                      bottom.places(found);
                    }
                  });
        }

        @Override
        public void rename(RuleEditor editor) {
          int offset = editor.area().getCaretPosition();
          model
              .language()
              .places(editor.document(), offset, found -> askForName(editor, offset, found));
        }

        @Override
        public void showEffectiveRule() {
          RuleEntry rule = rules.current().get();
          if (rule != null) {
            rules
                .effective(rule.name())
                .ifPresent(effective -> {
                  showBottom();
                  bottom.effective(effective);
                });
          }
        }
      };

  /** Goes to the definition; from the definition, or when there are several, all are listed. */
  private void goTo(RuleEditor editor, int offset, NamePlaces found) {
    List<NamePlace> others =
        found.definitions().stream()
            .filter(place ->
                !place.file().equals(editor.document().path())
                    || offset < place.start()
                    || offset > place.end())
            .toList();
    if (others.size() == 1 && others.size() == found.definitions().size()) {
      open(others.getFirst().file(), others.getFirst().start());
    } else if (!found.places().isEmpty()) {
      showBottom();
      bottom.places(found);
    }
  }

  private void askForName(RuleEditor editor, int offset, NamePlaces found) {
    if (found.places().isEmpty()) {
      return;
    }
    Overlay overlay = Overlay.of(this);
    RenameCard[] card = new RenameCard[1];
    card[0] =
        new RenameCard(
            editor.document(),
            offset,
            found,
            model.language(),
            rules,
            () -> {
              overlay.hide(card[0]);
              editor.area().requestFocus();
            });
    editor
        .area()
        .getCaretBounds()
        .ifPresent(
            caret -> overlay.show(card[0], caret.getMinX(), caret.getMinY(), caret.getMaxY() + 4));
    card[0].focus();
  }

  /** Brings an editor into view, where something is typed or taken back. */
  private void bring(RuleEditor editor) {
    if (model.place().get() != Place.AUTHOR) {
      model.go(Place.AUTHOR);
    }
    if (editor != current) {
      put(editor);
    }
  }

  private void put(RuleEditor editor) {
    Path path = editor.document().path();
    current = editor;
    page.getChildren().setAll(editor);
    file.set(rules.shortName(path));
    outline.show(path);
  }

  /** Whether a file can be edited. */
  public boolean ready() {
    return current != null && current.area().getLength() > 0;
  }

  /**
   * Puts the cursor into the condition of a rule, where a part can be put in front of it.
   *
   * @return how many lines its file has
   */
  public int showConditionOf(RuleEntry rule) {
    open(rule);
    RuleEditor editor = Objects.requireNonNull(current);
    String text = editor.area().getText();
    int at = text.indexOf("condition:", rule.start());
    int line = text.indexOf('\n', at);
    boolean block = text.substring(at, line).matches("condition:\\s*[>|]\\S*\\s*");
    int to = block ? line + 1 : at + "condition:".length();
    while (Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    editor.show(to);
    return editor.area().getParagraphs().size();
  }

  /** Gives the editor a key, as the toolkit does. */
  public void send(KeyEvent event) {
    Event.fireEvent(Objects.requireNonNull(current).area(), event);
  }

  /** Whether all lines that one sees stand where they belong, with what was typed last. */
  public boolean laidOut() {
    return laidOut(Objects.requireNonNull(current).area());
  }

  private static boolean laidOut(Parent node) {
    return !node.isNeedsLayout()
        && node.getChildrenUnmodifiable().stream()
            .allMatch(child -> !(child instanceof Parent parent) || laidOut(parent));
  }

  /** Puts a text where the cursor is. */
  public void insert(String text) {
    Objects.requireNonNull(current).area().replaceSelection(text);
  }

  /** Undoes the last that was typed. */
  public void undoTyped() {
    Objects.requireNonNull(current).area().undo();
  }

  private void showBottom() {
    if (!middle.getItems().contains(bottom)) {
      middle.getItems().remove(problems);
      middle.getItems().add(bottom);
      middle.setDividerPositions(BOTTOM_SHARE);
      SplitPane.setResizableWithParent(bottom, false);
    }
  }

  private void closeBottom() {
    middle.getItems().remove(bottom);
    showProblems();
    if (current != null) {
      current.area().requestFocus();
    }
  }

  /** What can be done in the open editor. */
  List<RuleEditor.EditorCommand> commands() {
    return current == null ? List.of() : current.commands();
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
