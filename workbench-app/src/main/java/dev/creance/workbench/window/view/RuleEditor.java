package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.Problem;
import java.util.HashMap;
import java.util.Map;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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
  private final CodeArea area = new CodeArea();
  private final Colouring colouring;
  private final Map<Integer, Problem> byLine = new HashMap<>();
  private final TextField find = new TextField();
  private final Label found = Controls.label("", "faint");
  private final HBox findBar;

  RuleEditor(Document document, RulesModel rules) {
    this.document = document;
    this.rules = rules;
    this.colouring = new Colouring(area, document, rules);
    area.setId("editor");
    area.getStyleClass().add("rule-editor");
    area.replaceText(document.text().get());
    area.getUndoManager().forgetHistory();
    area.moveTo(0);
    area.setParagraphGraphicFactory(this::gutter);
    area.textProperty()
        .addListener((property, before, now) -> {
          rules.edited(document, now);
          colouring.refresh();
        });
    document
        .text()
        .addListener((property, before, now) -> {
          if (!now.equals(area.getText())) {
            area.replaceText(now);
          }
        });
    area.caretPositionProperty().addListener((property, before, now) -> cursor());
    rules.rules().addListener((property, before, now) -> cursor());
    rules.problems().addListener((ListChangeListener<Problem>) change -> problems());
    area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    tooltips();
    VirtualizedScrollPane<CodeArea> scrolled = new VirtualizedScrollPane<>(area);
    StackPane.setAlignment(scrolled, Pos.TOP_LEFT);
    HBox.setHgrow(scrolled, Priority.ALWAYS);
    findBar = findBar();
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

  private void cursor() {
    rules.cursorAt(document, area.getCaretPosition());
  }

  private void problems() {
    byLine.clear();
    for (Problem problem : rules.problems()) {
      if (problem.file().equals(document.path())) {
        byLine.merge(problem.line() - 1, problem, (one, other) -> one.error() ? one : other);
      }
    }
    colouring.apply();
    for (int i = 0; i < area.getVisibleParagraphs().size(); i++) {
      area.recreateParagraphGraphic(area.visibleParToAllParIndex(i));
    }
  }

  private Node gutter(int line) {
    Label number = Controls.label(String.valueOf(line + 1), "line-number");
    Problem problem = byLine.get(line);
    if (problem != null) {
      FontIcon mark = new FontIcon(problem.error() ? Feather.ALERT_CIRCLE : Feather.ALERT_TRIANGLE);
      mark.getStyleClass().add(problem.error() ? "mark-error" : "mark-warning");
      number.setGraphic(mark);
      number.setTooltip(new Tooltip(problem.message()));
    }
    return number;
  }

  private void tooltips() {
    area.setMouseOverTextDelay(java.time.Duration.ofMillis(400));
    Tooltip tooltip = new Tooltip();
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(520);
    area.addEventHandler(
        MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN,
        event -> {
          int at = event.getCharacterIndex();
          rules.problems().stream()
              .filter(problem -> problem.file().equals(document.path()))
              .filter(problem -> problem.start() <= at && at < problem.end())
              .findFirst()
              .ifPresent(problem -> {
                tooltip.setText(
                    problem.message()
                        + problem
                            .repair()
                            .map(repair -> "\n\nAlt+Enter: " + repair.title())
                            .orElse(""));
                tooltip.show(
                    area, event.getScreenPosition().getX(), event.getScreenPosition().getY() + 12);
              });
        });
    area.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_END, event -> tooltip.hide());
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

  private HBox findBar() {
    find.setPromptText("Find in this file");
    find.setId("find");
    find.textProperty()
        .addListener((property, before, now) -> findFrom(area.getSelection().getStart()));
    find.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            next(!event.isShiftDown());
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE) {
            hideFind();
            event.consume();
          }
        });
    HBox bar =
        Controls.line(
            8,
            find,
            found,
            Controls.spring(),
            Controls.iconButton(Feather.CHEVRON_UP, "Previous (Shift+Enter)", () -> next(false)),
            Controls.iconButton(Feather.CHEVRON_DOWN, "Next (Enter)", () -> next(true)),
            Controls.iconButton(Feather.X, "Close (Esc)", this::hideFind));
    HBox.setHgrow(find, Priority.SOMETIMES);
    bar.getStyleClass().add("find-bar");
    bar.setVisible(false);
    bar.setManaged(false);
    return bar;
  }

  private void hideFind() {
    findBar.setVisible(false);
    findBar.setManaged(false);
    area.requestFocus();
  }

  private void showFind() {
    findBar.setVisible(true);
    findBar.setManaged(true);
    if (!area.getSelectedText().isEmpty() && !area.getSelectedText().contains("\n")) {
      find.setText(area.getSelectedText());
    }
    find.requestFocus();
    find.selectAll();
  }

  private void next(boolean forward) {
    String text = lower(area.getText());
    String wanted = lower(find.getText());
    if (wanted.isEmpty()) {
      return;
    }
    int at =
        forward
            ? text.indexOf(wanted, area.getSelection().getEnd())
            : text.lastIndexOf(wanted, area.getSelection().getStart() - 1);
    if (at < 0) {
      at = forward ? text.indexOf(wanted) : text.lastIndexOf(wanted);
    }
    select(at, wanted);
  }

  private void findFrom(int start) {
    String wanted = lower(find.getText());
    if (wanted.isEmpty()) {
      found.setText("");
      return;
    }
    String text = lower(area.getText());
    int at = text.indexOf(wanted, start);
    select(at < 0 ? text.indexOf(wanted) : at, wanted);
  }

  private void select(int at, String wanted) {
    found.setText(at < 0 ? "nothing like it in this file" : "");
    if (at >= 0) {
      area.selectRange(at, at + wanted.length());
      area.requestFollowCaret();
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.S && !event.isShiftDown()) {
      rules.save(document);
      event.consume();
    } else if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
      showFind();
      event.consume();
    } else if (event.getCode() == KeyCode.F3) {
      next(!event.isShiftDown());
      event.consume();
    } else if (event.isAltDown() && event.getCode() == KeyCode.ENTER) {
      repair();
      event.consume();
    } else if (event.getCode() == KeyCode.TAB && !event.isShiftDown() && !event.isShortcutDown()) {
      area.replaceSelection("  ");
      event.consume();
    }
  }

  /** Applies the repair of the problem on the cursor's line. */
  private void repair() {
    int line = area.getCurrentParagraph();
    rules.problems().stream()
        .filter(problem -> problem.file().equals(document.path()) && problem.line() - 1 == line)
        .flatMap(problem -> problem.repair().stream())
        .findFirst()
        .ifPresent(fix -> area.replaceText(fix.start(), fix.end(), fix.replacement()));
  }

  /** Puts the cursor at an offset and shows its line at the top third. */
  void show(int offset) {
    int at = Math.clamp(offset, 0, area.getLength());
    area.moveTo(at);
    // Twice: the first layout of a long text finds out how high its lines are.
    Platform.runLater(() -> {
      area.showParagraphAtTop(Math.max(0, area.getCurrentParagraph() - 4));
      area.requestFocus();
    });
  }
}
