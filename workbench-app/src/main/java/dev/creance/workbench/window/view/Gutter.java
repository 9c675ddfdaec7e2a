package dev.creance.workbench.window.view;

import dev.creance.workbench.window.shown.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The column in front of an editor's lines: their numbers, what is wrong in them, and where they
 * can be folded. Each key has the editor make its line anew, and with it the line's head: so a head
 * is two texts without controls, and what changes in it changes in place.
 *
 * <p>Besides, it sees to it that all lines are equally wide, somewhat wider than the longest. Else
 * the editor would find a new longest line with each key at its end, and measure all others again.
 */
final class Gutter {
  private static final double NUMBERS = 72;
  private static final double FOLDS = 14;
  private static final double BESIDE_NUMBER = 10;
  private static final double MARK = 13;
  private static final double MARK_GAP = 2;

  /** Lines grow wider by so many letters at once. */
  private static final int STEP = 32;

  private static final int KNOWN = 400;
  private static final int TAB = 8;
  private static final char WIDE = 0x1100;

  private final CodeArea area;
  private final Folding folding;
  private final Map<Integer, Head> heads = new HashMap<>();
  private final DoubleProperty lineWidth = new SimpleDoubleProperty();
  private final double charWidth = charWidth();
  private Map<Integer, Wrong> wrong = Map.of();
  private Set<Integer> beginnings;
  private int longest;

  /** What is wrong in a line, as its head shows it. */
  private record Wrong(boolean error, String message) {}

  Gutter(CodeArea area, Folding folding) {
    this.area = area;
    this.folding = folding;
    this.beginnings = new HashSet<>(folding.beginnings());
    area.setParagraphGraphicFactory(this::head);
    area.widthProperty().addListener((property, before, now) -> widen());
  }

  private static double charWidth() {
    Text text = new Text("0".repeat(100));
    text.setFont(Font.font("JetBrains Mono", 13));
    return text.getLayoutBounds().getWidth() / 100;
  }

  /** Has room for the lines of a text besides those that are there. */
  void fit(String text) {
    int wanted = longest(text);
    if (wanted > longest) {
      longest = wanted;
      widen();
    }
  }

  private static int longest(String text) {
    return text.lines().mapToInt(Gutter::columns).max().orElse(0);
  }

  /** All lines are as wide as the longest needs, unless they fit into the window anyway. */
  private void widen() {
    double needed = (longest + 1) * charWidth;
    double wanted =
        needed <= area.getWidth() - width()
            ? 0
            : width() + Math.ceil(((longest + 1) / STEP + 1) * STEP * charWidth);
    if (wanted != lineWidth.get()) {
      lineWidth.set(wanted);
      live().forEach(head -> head.getParent().requestLayout());
    }
  }

  /** The width of this column. */
  double width() {
    return NUMBERS + FOLDS;
  }

  /** How wide a text is, if all its letters are in the fonts of this program. */
  double widthOf(String text) {
    return columns(text) * charWidth;
  }

  /** Places what is in each line of the window; their sizes stay what they are. */
  void layoutLines() {
    live().forEach(head -> head.getParent().layout());
  }

  /** The width of a line in those of a usual letter: tabs and East Asian letters have more. */
  private static int columns(String line) {
    int columns = line.length();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      columns += c == '\t' ? TAB - 1 : c >= WIDE ? 1 : 0;
    }
    return columns;
  }

  /** Shows what is wrong in the file. */
  void problems(List<Problem> problems) {
    Map<Integer, Wrong> now = new HashMap<>();
    for (Problem problem : problems) {
      now.merge(
          problem.line() - 1,
          new Wrong(problem.error(), problem.message()),
          (one, other) -> one.error() ? one : other);
    }
    wrong = now;
    live().forEach(head -> head.mark(wrong.get(head.line)));
  }

  /**
   * There was a pause in typing: where items begin may have changed, and the longest line may be
   * shorter now.
   *
   * @param text all of it
   */
  void outlined(String text) {
    longest = longest(text);
    widen();
    Set<Integer> now = new HashSet<>(folding.beginnings());
    if (!now.equals(beginnings)) {
      beginnings = now;
      live().forEach(Head::fold);
    }
  }

  /** Those that are in the window, a bit more than the lines that one sees. */
  private List<Head> live() {
    heads.values().removeIf(head -> head.getScene() == null);
    return List.copyOf(heads.values());
  }

  private Node head(int line) {
    if (heads.size() > KNOWN) {
      live();
    }
    Head head = new Head(line);
    heads.put(line, head);
    return head;
  }

  private final class Head extends Pane {
    private final int line;
    private final Text number;
    private final Text fold = new Text("▾");
    private @Nullable Tooltip tooltip;
    private @Nullable FontIcon mark;
    private @Nullable Wrong shown;

    Head(int line) {
      this.line = line;
      number = new Text(String.valueOf(line + 1));
      number.getStyleClass().add("line-number");
      fold.getStyleClass().add("fold");
      fold.setVisible(false);
      getChildren().addAll(number, fold);
      // Long lines are scrolled below it.
      getStyleClass().add("gutter");
      setMinWidth(NUMBERS + FOLDS);
      setPrefWidth(NUMBERS + FOLDS);
      setMaxWidth(NUMBERS + FOLDS);
      setOnMouseClicked(event -> {
        if (event.getButton() == MouseButton.PRIMARY && event.getX() >= NUMBERS) {
          folding.toggle(line);
        }
      });
      mark(wrong.get(line));
      fold();
      parentProperty()
          .addListener((property, before, now) -> {
            if (before instanceof Region box) {
              box.minWidthProperty().unbind();
            }
            if (now instanceof Region box) {
              box.minWidthProperty().bind(lineWidth);
            }
          });
    }

    void mark(@Nullable Wrong now) {
      if (Objects.equals(now, shown)) {
        return;
      }
      if (mark != null) {
        getChildren().remove(mark);
        mark = null;
      }
      if (tooltip != null) {
        Tooltip.uninstall(this, tooltip);
        tooltip = null;
      }
      if (now != null) {
        FontIcon icon = new FontIcon(now.error ? Feather.ALERT_CIRCLE : Feather.ALERT_TRIANGLE);
        icon.getStyleClass().add(now.error ? "mark-error" : "mark-warning");
        getChildren().add(icon);
        mark = icon;
        Tooltip message = new Tooltip(now.message);
        Tooltip.install(this, message);
        tooltip = message;
      }
      shown = now;
    }

    void fold() {
      boolean begins = beginnings.contains(line);
      fold.setVisible(begins);
      if (begins) {
        boolean folded = folding.folded(line);
        fold.setText(folded ? "▸" : "▾");
        fold.setAccessibleText(folded ? "Unfold" : "Fold");
      }
    }

    @Override
    protected void layoutChildren() {
      double right = NUMBERS - BESIDE_NUMBER;
      double left = right - number.getLayoutBounds().getWidth();
      place(number, left);
      if (mark != null) {
        place(mark, left - MARK_GAP - MARK);
      }
      place(fold, NUMBERS);
    }

    private void place(Text text, double x) {
      var bounds = text.getLayoutBounds();
      text.relocate(x, Math.round((getHeight() - bounds.getHeight()) / 2));
    }
  }
}
