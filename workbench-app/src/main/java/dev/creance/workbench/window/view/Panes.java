package dev.creance.workbench.window.view;

import java.util.Arrays;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;

/** Where the dividers of the panes with a name are, as a text that can be kept. */
public final class Panes {
  private Panes() {}

  /** The positions of all dividers below a node: {@code rules=0.19,0.79}, one pane a line. */
  public static String of(Parent top) {
    StringBuilder text = new StringBuilder();
    collect(top, text);
    return text.toString();
  }

  private static void collect(Node node, StringBuilder text) {
    if (node instanceof SplitPane pane && pane.getId() != null) {
      text.append(pane.getId())
          .append('=')
          .append(
              Arrays.stream(pane.getDividerPositions())
                  .mapToObj(position -> String.format(java.util.Locale.ROOT, "%.4f", position))
                  .collect(Collectors.joining(",")))
          .append('\n');
      pane.getItems().forEach(item -> collect(item, text));
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, text));
    }
  }

  /** Puts dividers where they were; what does not fit the panes any more is left alone. */
  public static void restore(Parent top, String text) {
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && top.lookup("#" + line.substring(0, equals)) instanceof SplitPane pane) {
        String[] positions = line.substring(equals + 1).split(",");
        if (positions.length == pane.getDividers().size() && !positions[0].isEmpty()) {
          pane.setDividerPositions(
              Arrays.stream(positions).mapToDouble(Double::parseDouble).toArray());
        }
      }
    }
  }
}
