package dev.creance.workbench.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text: columns as wide as their widest cell, two blanks between them, a heading.
 *
 * <pre>
 * rule                 hits
 * Run shell untrusted    12
 * </pre>
 */
public final class TextTable {
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A column that starts at the left. */
  public static Column left(String heading) {
    return new Column(heading, false);
  }

  /** A column of numbers. */
  public static Column right(String heading) {
    return new Column(heading, true);
  }

  /** Adds a row with as many cells as there are columns. */
  public TextTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The heading and the rows, without line breaks. */
  public List<String> lines(Ink ink) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(columns.get(i).heading());
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(ink.in(Style.BOLD, line(columns.stream().map(Column::heading).toList(), widths)));
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(i == 0 ? "" : "  ");
      if (columns.get(i).right()) {
        line.append(blanks).append(cells.get(i));
      } else {
        line.append(cells.get(i)).append(blanks);
      }
    }
    return line.toString().stripTrailing();
  }

  /** The characters that are seen: styles take no room. */
  private static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\u001b') {
        i = text.indexOf('m', i);
      } else if (!Character.isLowSurrogate(text.charAt(i))) {
        width++;
      }
    }
    return width;
  }

  /** A column: its heading and to which side its cells keep. */
  public record Column(String heading, boolean right) {}
}
