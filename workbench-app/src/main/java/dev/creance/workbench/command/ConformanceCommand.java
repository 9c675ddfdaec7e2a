package dev.creance.workbench.command;

import dev.creance.conformance.Checks;
import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares Creance with Falco's recorded verdicts and prints how much agrees. */
@Command(
    name = "conformance",
    description =
        "Compares Creance with Falco's recorded verdicts, field values and vectors, and prints one"
            + " table: what, rows, equal, share.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance conformance                           all checks, on the folder ../shared",
      "  creance conformance --only random             those with a word in their name",
      "  creance conformance --shared /data/shared     another folder",
      "",
      "Exit codes: 0 every bar is reached, 1 one is not, 4 there is no such folder."
    })
public final class ConformanceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description =
          "The folder with captures, verdicts and vectors. Default: 'shared' in or beside a folder"
              + " above this program.")
  private @Nullable Path shared;

  @Option(
      names = "--only",
      paramLabel = "WORD",
      description = "Only checks with this word in their name.")
  private String only = "";

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "How many deviations to show of each check (default ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int show;

  public ConformanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Optional<SharedFolder> folder =
        shared == null
            ? SharedFolder.find(Path.of(System.getProperty("creance.home", "")))
            : Optional.of(new SharedFolder(shared));
    if (folder.isEmpty()) {
      terminal
          .err()
          .println(
              "creance: needs the folder 'shared' with captures and Falco's verdicts beside the"
                  + " repository; name it with --shared");
      return ExitCode.ENVIRONMENT;
    }
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("what"),
                TextTable.right("rows"),
                TextTable.right("equal"),
                TextTable.right("share"),
                TextTable.right("of the defined"),
                TextTable.right("not run"),
                TextTable.left("")));
    Map<String, Integer> notRun = new TreeMap<>();
    Map<String, Integer> undefined = new TreeMap<>();
    List<String> below = new ArrayList<>();
    List<String> deviations = new ArrayList<>();
    boolean good = true;
    for (Check check : Checks.all(folder.get())) {
      if (!check.name().contains(only)) {
        continue;
      }
      long start = System.nanoTime();
      Outcome outcome = check.run();
      good &= outcome.good();
      row(table, check.name(), outcome);
      terminal.err().printf(Locale.ROOT, "%s: %.1f s%n", check.name(), seconds(start));
      outcome.deviations().stream()
          .limit(show)
          .forEach(deviation -> deviations.add(check.name() + ": " + deviation));
      outcome.notRun().forEach((why, rows) -> notRun.merge(why, rows, Integer::sum));
      outcome.undefined().forEach((what, rows) -> undefined.merge(what, rows, Integer::sum));
      if (outcome.good() && !outcome.goodAsItIs()) {
        below.add(check.name() + ": " + share(outcome.share()));
      }
    }
    table.lines(terminal.outInk()).forEach(terminal::print);
    list("Not equal:", deviations);
    list(
        "Rows that cannot be run:",
        notRun.entrySet().stream().map(e -> e.getValue() + ": " + e.getKey()).toList());
    list(
        "Values that the capture does not decide (Falco printed what its memory happened to hold,"
            + " another value in each run; 'of the defined' leaves them out):",
        undefined.entrySet().stream().map(e -> e.getValue() + ": " + e.getKey()).toList());
    list("Below their bar when those are counted as wrong:", below);
    return good ? ExitCode.DONE : ExitCode.NO;
  }

  private void row(TextTable table, String name, Outcome outcome) {
    table.row(
        name,
        Quantities.grouped(outcome.rows()),
        Quantities.grouped(outcome.equal()),
        share(outcome.share()),
        outcome.undefined().isEmpty() ? "" : share(outcome.definedShare()),
        outcome.notRun().isEmpty() ? "" : Quantities.grouped(sum(outcome.notRun())),
        outcome.good()
            ? terminal.outInk().in(Style.GREEN, "ok")
            : terminal.outInk().in(Style.RED, "MISSED"));
  }

  /** Rounded down: a share of 100% is one without a single deviation. */
  private static String share(double share) {
    return String.format(Locale.ROOT, "%.4f%%", Math.floor(share * 1e6) / 1e4);
  }

  private static long sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      terminal.print("");
      terminal.print(terminal.outInk().in(Style.BOLD, heading));
      lines.forEach(line -> terminal.print("  " + line));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
