package dev.creance.workbench.report;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.Severity;
import dev.creance.grammar.source.SourceFile;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * A diagnostic for people: what, where, and the line with the offending stretch underlined.
 *
 * <pre>
 * error[LOAD_ERR_COMPILE_CONDITION]: …
 *   --&gt; rules.yaml:12:14 (rule 'Shell in container')
 *    |
 * 12 |   condition: proc.nmae = bash
 *    |              ^^^^^^^^^
 * </pre>
 */
public final class DiagnosticText {
  private static final int LEAST_WINDOW = 40;
  private static final String CUT = "…";

  private final Ink ink;
  private final int columns;

  /**
   * @param columns the width to keep to; longer source lines are cut around the stretch
   */
  public DiagnosticText(Ink ink, int columns) {
    this.ink = ink;
    this.columns = columns;
  }

  /** The lines of one diagnostic, without line breaks. */
  public List<String> lines(Diagnostic diagnostic) {
    boolean error = diagnostic.severity() == Severity.ERROR;
    Style style = error ? Style.RED : Style.YELLOW;
    List<String> lines = new ArrayList<>();
    lines.add(
        ink.in(style, (error ? "error" : "warning") + "[" + diagnostic.code() + "]")
            + ink.in(Style.BOLD, ": " + diagnostic.message()));
    SourceFile file = diagnostic.file();
    int start = Math.min(diagnostic.span().start(), file.text().length());
    int line = file.line(start);
    String item = diagnostic.item().isEmpty() ? "" : " (" + diagnostic.item() + ")";
    lines.add(
        ink.in(Style.CYAN, "  --> ") + file.name() + ":" + line + ":" + file.column(start) + item);
    if (!file.text().isEmpty()) {
      source(lines, diagnostic, line, start, style);
    }
    diagnostic.fix().ifPresent(fix -> lines.add(ink.in(Style.CYAN, "  fix: ") + fix.title()));
    return lines;
  }

  private void source(List<String> lines, Diagnostic diagnostic, int line, int start, Style style) {
    SourceFile file = diagnostic.file();
    String text = file.lineText(line).replace('\t', ' ');
    int from = Math.min(start - file.lineStart(line), text.length());
    int to =
        Math.min(from + Math.max(1, diagnostic.span().length()), Math.max(from + 1, text.length()));
    String number = Integer.toString(line);
    String gutter = " ".repeat(number.length()) + " |";

    int window = Math.max(LEAST_WINDOW, columns - gutter.length() - 3);
    int first = 0;
    if (text.length() > window && from > window / 2) {
      first = Math.min(from - window / 3, text.length() - window + 2);
    }
    int last = Math.min(text.length(), first + window - 2);
    String shown =
        (first > 0 ? CUT : "") + text.substring(first, last) + (last < text.length() ? CUT : "");
    int blanks = from - first + (first > 0 ? CUT.length() : 0);
    int marks = Math.max(1, Math.min(to, Math.max(last, from + 1)) - from);
    lines.add(ink.in(Style.CYAN, gutter));
    lines.add(ink.in(Style.CYAN, number + " |") + " " + shown);
    lines.add(
        ink.in(Style.CYAN, gutter) + " " + " ".repeat(blanks) + ink.in(style, "^".repeat(marks)));
  }
}
