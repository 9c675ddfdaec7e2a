package dev.creance.workbench.report;

import dev.creance.workbench.terminal.Style;
import java.util.Locale;

/** How priorities look. */
final class Priorities {
  private Priorities() {}

  static Style style(String priority) {
    return switch (priority.toLowerCase(Locale.ROOT)) {
      case "emergency", "alert", "critical", "error" -> Style.RED;
      case "warning" -> Style.YELLOW;
      case "notice" -> Style.CYAN;
      default -> Style.DIM;
    };
  }
}
