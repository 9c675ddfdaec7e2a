package dev.creance.workbench.window.view;

import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small pieces that all views are made of. */
final class Controls {
  private static final char THIN_SPACE = '\u2009';

  private Controls() {}

  static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** Text that wraps. */
  static Label paragraph(String text, String... styles) {
    Label label = label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /** A button that shows an icon and has its name on hover and for screen readers. */
  static Button iconButton(Feather icon, String name, Runnable action) {
    Button button = new Button("", new FontIcon(icon));
    button.getStyleClass().addAll("flat", "icon-button");
    hint(button, () -> name);
    button.setAccessibleText(name);
    button.setAccessibleRole(AccessibleRole.BUTTON);
    button.setFocusTraversable(true);
    button.setOnAction(event -> action.run());
    return button;
  }

  /**
   * Says something when the pointer is on a control; nothing where the text is empty. What says it
   * is made when the pointer first comes there: each is a window of its own, and most are never
   * seen.
   */
  static void hint(Control control, Supplier<String> text) {
    control.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        event -> {
          String now = text.get();
          if (now.isEmpty()) {
            control.setTooltip(null);
          } else if (control.getTooltip() == null) {
            control.setTooltip(new Tooltip(now));
          } else {
            control.getTooltip().setText(now);
          }
        });
  }

  static Button button(String name, Runnable action, String... styles) {
    Button button = new Button(name);
    button.getStyleClass().addAll(styles);
    button.setOnAction(event -> action.run());
    return button;
  }

  /** Things beside each other, on one middle line; where room is short buttons keep their names. */
  static HBox line(double gap, Node... parts) {
    for (Node part : parts) {
      if (part instanceof ButtonBase button) {
        button.setMinWidth(Region.USE_PREF_SIZE);
      }
    }
    HBox line = new HBox(gap, parts);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  /** Takes the room that is left. */
  static Region spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  /** Says what belongs to a place that is empty, and how it gets there. */
  static Node empty(Feather icon, String what, String how, Node... ways) {
    FontIcon picture = new FontIcon(icon);
    picture.getStyleClass().add("empty-icon");
    VBox box = new VBox(8, picture, paragraph(what, "title"), paragraph(how, "faint"));
    box.getChildren().addAll(ways);
    box.getStyleClass().add("empty");
    box.setMaxWidth(420);
    return box;
  }

  /** {@code 2 954 354} with thin spaces. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', THIN_SPACE);
  }

  /** A text with thin spaces in its numbers. */
  static String thin(String text) {
    return text.replaceAll("(?<=\\d),(?=\\d{3})", String.valueOf(THIN_SPACE));
  }

  /** Three figures where a number is small, none behind the point where it is large. */
  static String rate(double number) {
    if (number >= 100) {
      return count(Math.round(number));
    }
    return number == 0 ? "0" : String.format(Locale.ROOT, number >= 10 ? "%.1f" : "%.2f", number);
  }

  /** {@code 4.1 M}, {@code 61 204}: what fits in a narrow column. */
  static String shortCount(long number) {
    if (number >= 10_000_000) {
      return String.valueOf(Math.round(number / 1e6)) + THIN_SPACE + "M";
    }
    return number >= 1_000_000
        ? String.format(Locale.ROOT, "%.1f", number / 1e6) + THIN_SPACE + "M"
        : count(number);
  }
}
