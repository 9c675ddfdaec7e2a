package dev.creance.workbench.window.view;

import static org.fxmisc.richtext.model.TwoDimensional.Bias.Forward;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.model.Steps;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.Explanation;
import dev.creance.workbench.window.shown.Problem;
import java.util.List;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
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
import org.fxmisc.richtext.model.PlainTextChange;
import org.fxmisc.undo.UndoManager.UndoPosition;
import org.jspecify.annotations.Nullable;
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
  private final Gutter gutter;
  private final FindBar findBar = new FindBar(area);
  private final EditorActions actions;
  private final List<EditorCommand> commands;

  private final Steps steps;

  /** Where the text was before what is typed now. */
  private UndoPosition settled;

  /** Whether the document is just being told what stands here. */
  private boolean typing;

  /** What the editor cannot do alone: it concerns other files or other panes. */
  interface EditorActions {
    void show(RuleEditor editor);

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
    this.steps = model.steps();
    this.colouring = new Colouring(area, document, rules);
    this.completing = new Completing(new TypedRules(area, document, language), language);
    this.folding = new Folding(area, document, language);
    this.gutter = new Gutter(area, folding);
    this.commands = makeCommands();
    area.setId("editor");
    area.setAccessibleText("Rules in " + rules.shortName(document.path()));
    area.getStyleClass().add("rule-editor");
    area.replaceText(document.text().get());
    area.getUndoManager().forgetHistory();
    settled = area.getUndoManager().getCurrentPosition();
    steps.onStep(this::settle);
    document.keptBy(new AreaHistory());
    gutter.fit(document.text().get());
    area.moveTo(0);
    area.plainTextChanges().subscribe(this::changed);
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
    language
        .outlines()
        .addListener((property, before, now) -> gutter.outlined(document.text().get()));
    area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    area.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    QuickLayout.install(area, gutter);
    hovering();
    VirtualizedScrollPane<CodeArea> scrolled = new VirtualizedScrollPane<>(area);
    StackPane.setAlignment(scrolled, Pos.TOP_LEFT);
    HBox.setHgrow(scrolled, Priority.ALWAYS);
    setTop(new VBox(conflict(), findBar));
    setCenter(new HBox(scrolled, new MeasureColumn(area, document, rules, model.released())));
    problems();
    colouring.refresh();
  }

  /** What is typed is a step, together with what was typed just before. */
  private void typed() {
    if (steps.working() || area.getUndoManager().isPerformingAction()) {
      return;
    }
    if (steps.last() instanceof TypingStep step && step.in(area)) {
      step.wentOn();
      steps.wentOn();
    } else {
      steps.did(
          new TypingStep(
              area, rules.shortName(document.path()), settled, () -> actions.show(this)));
    }
  }

  /** Something else was done: what is typed from now on is another step. */
  private void settle(Steps.@Nullable Step done) {
    if (!(done instanceof TypingStep step && step.in(area))) {
      area.getUndoManager().preventMerge();
      settled = area.getUndoManager().getCurrentPosition();
    }
  }

  /** The editor's own history, for steps that change several files. */
  private final class AreaHistory implements Document.TextHistory {
    @Override
    public void back() {
      area.undo();
    }

    @Override
    public void forward() {
      area.redo();
    }
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

  /**
   * Tells the document. Its text is what it was with the change in it: to ask the editor for it
   * would put thousands of lines together.
   */
  private void changed(PlainTextChange change) {
    String before = document.text().get();
    int at = change.getPosition();
    String now =
        before.substring(0, Math.min(at, before.length()))
            + change.getInserted()
            + before.substring(Math.min(change.getRemovalEnd(), before.length()));
    typing = true;
    try {
      typed();
      rules.edited(document, now.length() == area.getLength() ? now : area.getText());
    } finally {
      typing = false;
    }
    gutter.fit(area.getParagraph(area.offsetToPosition(at, Forward).getMajor()).getText());
    if (change.getInserted().indexOf('\n') >= 0) {
      gutter.fit(change.getInserted());
    }
    colouring.changed(document.text().get(), change);
  }

  private void cursor() {
    rules.cursorAt(document, area.getCaretPosition());
  }

  private void problems() {
    colouring.apply();
    gutter.problems(
        rules.problems().stream()
            .filter(problem -> problem.file().equals(document.path()))
            .toList());
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
    for (EditorCommand command : commands) {
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
    return commands;
  }

  private List<EditorCommand> makeCommands() {
    return List.of(
        new EditorCommand("Save", "Shortcut+S", () -> rules.save(document)),
        new EditorCommand("Undo", "Shortcut+Z", steps::undo),
        new EditorCommand("Redo", "Shortcut+Shift+Z", steps::redo),
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
