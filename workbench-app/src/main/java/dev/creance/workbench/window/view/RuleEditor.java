package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Explanation;
import dev.creance.workbench.window.shown.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The editor of one rule file. */
final class RuleEditor extends BorderPane {
  private final Document document;
  private final RulesModel rules;
  private final LanguageModel language;
  private final CodeArea area = new CodeArea();
  private final Colouring colouring;
  private final Completing completing;
  private final Folding folding;
  private final ExplanationCard hover = new ExplanationCard(460);
  private final Map<Integer, LineMark> byLine = new HashMap<>();
  private final FindBar findBar = new FindBar(area);
  private final EditorActions actions;
  private List<Integer> beginnings = List.of();

  /** Whether the document is just being told what stands here. */
  private boolean typing;

  /** What is wrong in a line, as its head shows it. */
  private record LineMark(boolean error, String message) {}

  /** What the editor cannot do alone: it concerns other files or other panes. */
  interface EditorActions {
    void undo(RuleEditor editor);

    void goToDefinition(RuleEditor editor, int offset);

    void findUsages(RuleEditor editor);

    void rename(RuleEditor editor);

    void showEffectiveRule();
  }

  RuleEditor(Document document, WorkbenchModel model, EditorActions actions) {
    this.document = document;
    this.rules = model.rules();
    this.language = model.language();
    this.actions = actions;
    this.colouring = new Colouring(area, document, rules);
    this.completing = new Completing(new TypedRules(area, document, language), language);
    this.folding = new Folding(area, document, language);
    area.setId("editor");
    area.setAccessibleText("Rules in " + rules.shortName(document.path()));
    area.getStyleClass().add("rule-editor");
    area.replaceText(document.text().get());
    area.getUndoManager().forgetHistory();
    area.moveTo(0);
    area.setParagraphGraphicFactory(this::gutter);
    area.textProperty()
        .addListener((property, before, now) -> {
          typing = true;
          try {
            rules.edited(document, now);
          } finally {
            typing = false;
          }
          colouring.refresh();
        });
    document
        .text()
        .addListener((property, before, now) -> {
          if (!typing && !now.equals(area.getText())) {
            Edits.replace(area, now);
          }
        });
    area.caretPositionProperty().addListener((property, before, now) -> cursor());
    rules.rules().addListener((property, before, now) -> cursor());
    rules.problems().addListener((ListChangeListener<Problem>) change -> problems());
    language.outlines().addListener((property, before, now) -> outlined());
    area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    area.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    hovering();
    VirtualizedScrollPane<CodeArea> scrolled = new VirtualizedScrollPane<>(area);
    StackPane.setAlignment(scrolled, Pos.TOP_LEFT);
    HBox.setHgrow(scrolled, Priority.ALWAYS);
    setTop(new VBox(conflict(), findBar));
    setCenter(new HBox(scrolled, new MeasureColumn(area, document, rules)));
    problems();
    colouring.refresh();
  }

  Document document() {
    return document;
  }

  CodeArea area() {
    return area;
  }

  Folding folding() {
    return folding;
  }

  private void cursor() {
    rules.cursorAt(document, area.getCaretPosition());
  }

  private void problems() {
    Map<Integer, LineMark> before = Map.copyOf(byLine);
    byLine.clear();
    for (Problem problem : rules.problems()) {
      if (problem.file().equals(document.path())) {
        byLine.merge(
            problem.line() - 1,
            new LineMark(problem.error(), problem.message()),
            (one, other) -> one.error() ? one : other);
      }
    }
    colouring.apply();
    // Only those of lines whose problems have changed, for making them takes long.
    gutters(line -> !Objects.equals(before.get(line), byLine.get(line)));
  }

  /** Where items begin has changed, or not: only then the lines' heads are made anew. */
  private void outlined() {
    List<Integer> now = folding.beginnings();
    if (!now.equals(beginnings)) {
      beginnings = now;
      gutters(line -> true);
    }
  }

  /** Makes the heads of lines anew. */
  private void gutters(IntPredicate wanted) {
    for (int i = 0; i < area.getVisibleParagraphs().size(); i++) {
      int line = area.visibleParToAllParIndex(i);
      if (wanted.test(line)) {
        area.recreateParagraphGraphic(line);
      }
    }
  }

  private Node gutter(int line) {
    Label number = Controls.label(String.valueOf(line + 1), "line-number");
    LineMark problem = byLine.get(line);
    if (problem != null) {
      FontIcon mark = new FontIcon(problem.error() ? Feather.ALERT_CIRCLE : Feather.ALERT_TRIANGLE);
      mark.getStyleClass().add(problem.error() ? "mark-error" : "mark-warning");
      number.setGraphic(mark);
      number.setTooltip(new Tooltip(problem.message()));
    }
    Label fold = Controls.label(" ", "fold");
    if (folding.begins(line)) {
      boolean folded = folding.folded(line);
      fold.setText(folded ? "▸" : "▾");
      fold.setAccessibleText(folded ? "Unfold" : "Fold");
      fold.setOnMouseClicked(event -> folding.toggle(line));
    }
    // Long lines are scrolled below it.
    HBox gutter = new HBox(number, fold);
    gutter.getStyleClass().add("gutter");
    return gutter;
  }

  private void hovering() {
    area.setMouseOverTextDelay(java.time.Duration.ofMillis(350));
    area.addEventHandler(
        MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN,
        event -> {
          double y = event.getScreenPosition().getY();
          explain(event.getCharacterIndex(), event.getScreenPosition().getX(), y - 12, y + 12);
        });
    area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_END, event -> hideHover());
    area.caretPositionProperty().addListener((property, before, now) -> hideHover());
  }

  private void hideHover() {
    if (area.getScene() != null) {
      Overlay.of(area).hide(hover);
    }
  }

  /** Says what is at the cursor, as hovering does. */
  void explainAtCursor() {
    area.getCaretBounds()
        .ifPresent(caret ->
            explain(
                area.getCaretPosition(),
                caret.getMinX(),
                caret.getMinY() - 2,
                caret.getMaxY() + 4));
  }

  private void explain(int at, double x, double top, double bottom) {
    List<String> problems =
        rules.problems().stream()
            .filter(problem -> problem.file().equals(document.path()))
            .filter(problem -> problem.start() <= at && at < Math.max(problem.end(), at + 1))
            .filter(problem -> at < problem.end() || at == problem.start())
            .map(problem ->
                problem.message()
                    + problem.repair().map(repair -> "\nAlt+Enter: " + repair.title()).orElse(""))
            .toList();
    language.explain(
        document,
        at,
        explained -> {
          if (area.getScene() == null || (explained.isEmpty() && problems.isEmpty())) {
            return;
          }
          hover.show(
              explained.orElseGet(() -> new Explanation("Problem", "", "", "", List.of())),
              problems);
          Overlay.of(area).show(hover, x, top, bottom);
        });
  }

  private Node conflict() {
    HBox banner =
        Controls.line(
            8,
            new FontIcon(Feather.ALERT_TRIANGLE),
            Controls.label("This file was changed outside while you were editing it."),
            Controls.spring(),
            Controls.button("Take theirs", () -> rules.takeOutside(document), "small"),
            Controls.button("Keep mine", () -> rules.keepMine(document), "small"));
    banner.getStyleClass().add("notice");
    banner.visibleProperty().bind(document.conflict());
    banner.managedProperty().bind(banner.visibleProperty());
    return banner;
  }

  private void click(MouseEvent event) {
    completing.hide();
    if (event.isShortcutDown() && event.getButton() == MouseButton.PRIMARY) {
      actions.goToDefinition(this, area.hit(event.getX(), event.getY()).getInsertionIndex());
    }
  }

  private void key(KeyEvent event) {
    if (completing.key(event)) {
      event.consume();
      return;
    }
    for (EditorCommand command : commands()) {
      if (command.key().match(event)) {
        command.action().run();
        event.consume();
        return;
      }
    }
    if (event.getCode() == KeyCode.TAB && !event.isShiftDown() && !event.isShortcutDown()) {
      area.replaceSelection("  ");
      event.consume();
    }
  }

  /**
   * Something that the editor does.
   *
   * @param key as the editor takes it
   */
  record EditorCommand(String name, KeyCombination key, Runnable action) {
    EditorCommand(String name, String key, Runnable action) {
      this(name, Keys.of(key), action);
    }
  }

  /** All that can be done here, with its keys. */
  List<EditorCommand> commands() {
    return List.of(
        new EditorCommand("Save", "Shortcut+S", () -> rules.save(document)),
        new EditorCommand("Undo", "Shortcut+Z", () -> actions.undo(this)),
        new EditorCommand("Redo", "Shortcut+Shift+Z", area::redo),
        new EditorCommand("Complete", "Shortcut+SPACE", completing::ask),
        new EditorCommand("Quick fix", "Alt+ENTER", this::repair),
        new EditorCommand(
            "Go to definition",
            "Shortcut+B",
            () -> actions.goToDefinition(this, area.getCaretPosition())),
        new EditorCommand("Find usages", "Alt+F7", () -> actions.findUsages(this)),
        new EditorCommand("Rename everywhere", "Shift+F6", () -> actions.rename(this)),
        new EditorCommand("Explain what is at the cursor", "Shortcut+Q", this::explainAtCursor),
        new EditorCommand(
            "Show the rule as it runs", "Shortcut+Shift+E", actions::showEffectiveRule),
        new EditorCommand("Tidy the file", "Shortcut+Alt+L", () -> language.format(document)),
        new EditorCommand("Find", "Shortcut+F", () -> findBar.show(false)),
        new EditorCommand("Find and replace", "Shortcut+R", () -> findBar.show(true)),
        new EditorCommand("Find next", "F3", () -> findBar.next(true)),
        new EditorCommand("Find previous", "Shift+F3", () -> findBar.next(false)),
        new EditorCommand(
            "Fold or unfold", "Shortcut+PERIOD", () -> folding.toggle(area.getCurrentParagraph())),
        new EditorCommand("Fold all", "Shortcut+Shift+MINUS", folding::foldAll),
        new EditorCommand("Unfold all", "Shortcut+Shift+EQUALS", folding::unfoldAll));
  }

  /** Applies the repair of the problem on the cursor's line. */
  private void repair() {
    int line = area.getCurrentParagraph();
    List<Problem> here =
        rules.problems().stream()
            .filter(problem -> problem.file().equals(document.path()))
            .filter(problem -> problem.line() - 1 == line && problem.repair().isPresent())
            .toList();
    here.stream()
        .flatMap(problem -> problem.repair().stream())
        .findFirst()
        .ifPresentOrElse(
            fix -> {
              area.getUndoManager().preventMerge();
              area.replaceText(fix.start(), fix.end(), fix.replacement());
              area.getUndoManager().preventMerge();
            },
            this::explainAtCursor);
  }

  /** Puts the cursor at an offset and shows its line at the top third. */
  void show(int offset) {
    int at = Math.clamp(offset, 0, area.getLength());
    area.moveTo(at);
    folding.reveal(area.getCurrentParagraph());
    // Twice: the first layout of a long text finds out how high its lines are.
    Platform.runLater(() -> {
      area.showParagraphAtTop(Math.max(0, area.getCurrentParagraph() - 4));
      area.requestFocus();
    });
  }
}
