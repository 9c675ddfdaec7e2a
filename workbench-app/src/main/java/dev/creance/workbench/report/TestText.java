package dev.creance.workbench.report;

import dev.creance.tuning.regression.Mutants.Change;
import dev.creance.tuning.regression.Mutants.Fate;
import dev.creance.tuning.regression.Mutants.Mutant;
import dev.creance.tuning.regression.TestOutcome;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Outcomes of regression tests for people: on a terminal, in a pull request. */
public final class TestText {
  private static final int DETAIL = 240;

  private final List<TestOutcome> outcomes;

  public TestText(List<TestOutcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  /**
   * For a terminal.
   *
   * @param all whether passed tests are listed, too
   */
  public List<String> lines(Ink ink, boolean all) {
    List<String> lines = new ArrayList<>();
    for (TestOutcome outcome : outcomes) {
      if (outcome.passed() && !all) {
        continue;
      }
      lines.add(
          mark(outcome, ink)
              + " "
              + outcome.test().name()
              + "  "
              + (outcome.passed()
                  ? ink.in(Style.DIM, outcome.message())
                  : outcome.message() + ink.in(Style.DIM, "  (" + place(outcome) + ")")));
      for (String detail : outcome.details()) {
        Style style =
            detail.startsWith("-") ? Style.RED : detail.startsWith("+") ? Style.GREEN : Style.DIM;
        lines.add("    " + ink.in(style, shown(detail)));
      }
    }
    return lines;
  }

  private static String mark(TestOutcome outcome, Ink ink) {
    return switch (outcome.status()) {
      case PASSED -> ink.in(Style.GREEN, "✓");
      case FAILED -> ink.in(Style.RED, "✗");
      case BROKEN -> ink.in(Style.YELLOW, "?");
    };
  }

  /** Without control characters, and not endless. */
  private static String shown(String detail) {
    String text = detail.replaceAll("\\p{Cntrl}", ".");
    return text.length() <= DETAIL ? text : text.substring(0, DETAIL - 1) + "…";
  }

  static String place(TestOutcome outcome) {
    return outcome.file().path() + ":" + outcome.test().line();
  }

  /** One line. */
  public String summary(Ink ink, long millis) {
    long passed = outcomes.stream().filter(TestOutcome::passed).count();
    long failed = outcomes.size() - passed;
    return (failed == 0
            ? ink.in(Style.GREEN, passed + " passed")
            : passed + " passed, " + ink.in(Style.RED, failed + " failed"))
        + ", in "
        + Quantities.grouped(millis)
        + " ms";
  }

  /** For a pull request. */
  public List<String> markdown() {
    long passed = outcomes.stream().filter(TestOutcome::passed).count();
    List<String> lines = new ArrayList<>();
    lines.add("### Rule tests: " + passed + " of " + outcomes.size() + " passed");
    lines.add("");
    lines.add("| | test | found |");
    lines.add("| --- | --- | --- |");
    for (TestOutcome outcome : outcomes) {
      lines.add(
          "| "
              + (outcome.passed() ? ":white_check_mark:" : ":x:")
              + " | "
              + cell(outcome.test().name())
              + " | "
              + cell(outcome.message())
              + " |");
    }
    for (TestOutcome outcome : outcomes) {
      if (!outcome.details().isEmpty()) {
        lines.add("");
        lines.add("<details><summary>" + cell(outcome.test().name()) + "</summary>");
        lines.add("");
        lines.add("```diff");
        outcome.details().forEach(detail -> lines.add(shown(detail).replace("```", "'''")));
        lines.add("```");
        lines.add("");
        lines.add("</details>");
      }
    }
    return lines;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /** Mutants that no test noticed, then how many were. */
  public static List<String> mutants(List<Mutant> mutants, Ink ink) {
    Map<String, List<Mutant>> byRule = new TreeMap<>();
    mutants.forEach(
        mutant -> byRule.computeIfAbsent(mutant.rule(), key -> new ArrayList<>()).add(mutant));
    List<String> lines = new ArrayList<>();
    byRule.forEach((rule, all) -> {
      long noticed = all.stream().filter(mutant -> mutant.fate() == Fate.NOTICED).count();
      lines.add(
          ink.in(Style.BOLD, rule) + "  " + noticed + " of " + all.size() + " changes noticed");
      for (Mutant mutant : all) {
        String done = mutant.change() == Change.DROPPED ? "without " : "negated ";
        if (mutant.fate() == Fate.MISSED) {
          lines.add(
              "  "
                  + ink.in(Style.YELLOW, "no test notices  ")
                  + done
                  + part(mutant)
                  + ink.in(
                      Style.DIM,
                      "  ("
                          + Quantities.grouped(mutant.hits())
                          + " hits instead of "
                          + Quantities.grouped(mutant.hitsBefore())
                          + ")"));
        } else if (mutant.fate() == Fate.UNEXERCISED) {
          lines.add("  " + ink.in(Style.DIM, "not exercised    ") + done + part(mutant));
        }
      }
    });
    return lines;
  }

  private static String part(Mutant mutant) {
    String text = ShownText.of(mutant.part());
    return text.length() <= 100 ? text : text.substring(0, 99) + "…";
  }
}
