package dev.creance.workbench.command;

import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.normal.NormalLearner;
import dev.creance.tuning.normal.NormalLearner.Judgement;
import dev.creance.tuning.normal.NormalProfile;
import dev.creance.tuning.normal.NormalProfile.Difference;
import dev.creance.tuning.normal.NormalProfile.Seen;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.input.CorpusFolders;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is normal here. */
@Command(
    name = "normal",
    description = {
      "Learns what each workload does on recordings labelled normal: programs it runs, files by"
          + " directory, peers by port, users, system calls of note; and says what is new."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance normal learn corpora/web corpora/db --into normal.json",
      "  creance normal show normal.json --workload nginx",
      "  creance normal diff old.json new.json              what is new, what is gone",
      "  creance normal judge normal.json --rules rules/ --rule NAME corpora/attack",
      "",
      "Exit codes: 0 done, 1 nothing is labelled normal, 3 a file is unreadable or damaged."
    })
public final class NormalCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  private NormalCommand() {}

  /** The command with its parts. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new NormalCommand())
        .addSubcommand(new Learn(terminal))
        .addSubcommand(new Show(terminal))
        .addSubcommand(new Diff(terminal))
        .addSubcommand(new Judge(terminal));
  }

  @Override
  public Integer call() {
    throw new ParameterException(command.commandLine(), "learn, show, diff or judge?");
  }

  /** Learns a profile. */
  @Command(name = "learn", description = "Learns from what is labelled normal.")
  static final class Learn implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "CORPUS", description = "Corpora.")
    private List<Path> corpora = new ArrayList<>();

    @Option(names = "--into", required = true, paramLabel = "FILE", description = "The profile.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path into;

    Learn(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (Recordings recordings = Recordings.open(CorpusFolders.in(corpora, true))) {
        if (recordings.normalDays() <= 0) {
          terminal.err().println("creance: nothing is labelled normal in these corpora");
          return ExitCode.NO;
        }
        NormalProfile profile = new NormalLearner(recordings).learn();
        profile.write(into);
        long entries =
            profile.workloads().values().stream()
                .flatMap(behaviours -> behaviours.values().stream())
                .mapToLong(Map::size)
                .sum();
        terminal
            .err()
            .println(
                Quantities.count(profile.workloads().size(), "workload", "workloads")
                    + ", "
                    + Quantities.count(entries, "behaviour", "behaviours")
                    + " in "
                    + into);
        return ExitCode.DONE;
      }
    }
  }

  /** Shows a profile. */
  @Command(name = "show", description = "Shows a profile.")
  static final class Show implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A profile.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
        names = "--workload",
        paramLabel = "WORD",
        description = "Only workloads with this in their names.")
    private String word = "";

    @Option(names = "--most", paramLabel = "N", defaultValue = "8", description = "Lines for each.")
    private int most;

    Show(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      NormalProfile.read(file)
          .workloads()
          .forEach((workload, behaviours) -> {
            if (workload.contains(word)) {
              terminal.print(terminal.outInk().in(Style.BOLD, workload));
              behaviours.forEach(this::print);
            }
          });
      terminal.flush();
      return ExitCode.DONE;
    }

    private void print(String behaviour, Map<String, Seen> all) {
      List<Map.Entry<String, Seen>> sorted =
          all.entrySet().stream()
              .sorted(Comparator.comparingLong(entry -> -entry.getValue().count()))
              .toList();
      for (Map.Entry<String, Seen> entry : sorted.subList(0, Math.min(most, sorted.size()))) {
        terminal.print(
            String.format(
                Locale.ROOT,
                "  %-10s %,9d times, %s, %s  %s%s",
                behaviour,
                entry.getValue().count(),
                Quantities.count(entry.getValue().hosts(), "host", "hosts"),
                Quantities.count(entry.getValue().days(), "day", "days"),
                entry.getKey(),
                example(entry.getKey(), entry.getValue())));
      }
      if (sorted.size() > most) {
        terminal.print(
            String.format(Locale.ROOT, "  %-10s and %,d more", behaviour, sorted.size() - most));
      }
    }
  }

  private static String example(String what, Seen seen) {
    return seen.example().isEmpty() || seen.example().equals(what)
        ? ""
        : "  (such as " + seen.example() + ")";
  }

  /** Compares two profiles. */
  @Command(name = "diff", description = "Says what is new in a profile and what is gone.")
  static final class Diff implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "A profile.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path changed;

    Diff(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      NormalProfile before = NormalProfile.read(old);
      NormalProfile after = NormalProfile.read(changed);
      List<Difference> come = after.without(before);
      List<Difference> gone = before.without(after);
      come.forEach(one -> print("+", Style.YELLOW, one));
      gone.forEach(one -> print("−", Style.GREEN, one));
      terminal.flush();
      terminal
          .err()
          .println(come.size() + " behaviours are new, " + gone.size() + " were not seen again");
      return ExitCode.DONE;
    }

    private void print(String sign, Style style, Difference one) {
      terminal.print(
          terminal.outInk().in(style, sign)
              + " "
              + one.text()
              + "  ("
              + Quantities.grouped(one.seen().count())
              + ")");
    }
  }

  /** Judges hits. */
  @Command(
      name = "judge",
      description = "Says which hits of a rule are expected and which are novel, and why.")
  static final class Judge implements Callable<Integer> {
    private static final int REASONS = 20;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Mixin private RuleOptions rules = new RuleOptions();

    @Option(names = "--rule", paramLabel = "NAME", description = "One rule; else all enabled.")
    private @Nullable String name;

    @Parameters(index = "0", paramLabel = "PROFILE", description = "What is normal.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path profile;

    @Parameters(index = "1..*", paramLabel = "CORPUS", description = "Corpora.")
    private List<Path> corpora = new ArrayList<>();

    Judge(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      TuningInput input = new TuningInput(terminal, command, rules);
      List<Path> paths = input.corpora(corpora);
      Optional<Ruleset> loaded = input.ruleset();
      if (loaded.isEmpty()) {
        return ExitCode.NO;
      }
      NormalProfile normal = NormalProfile.read(profile);
      List<Rule> judged = input.rules(loaded.get(), Optional.ofNullable(name));
      try (Recordings recordings = Recordings.open(paths)) {
        NormalLearner learner = new NormalLearner(recordings);
        for (Rule rule : judged) {
          Judgement judgement = learner.judge(rule, normal);
          if (judgement.expected() + judgement.novel() + judgement.unjudged() > 0) {
            print(rule, judgement);
          }
        }
      }
      terminal.flush();
      return ExitCode.DONE;
    }

    private void print(Rule rule, Judgement judgement) {
      terminal.print(
          terminal.outInk().in(Style.BOLD, rule.name())
              + "  "
              + Quantities.grouped(judgement.expected())
              + " expected, "
              + Quantities.grouped(judgement.novel())
              + " novel, "
              + Quantities.grouped(judgement.unjudged())
              + " of kinds that are not learned");
      judgement.reasons().entrySet().stream()
          .sorted(
              Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                  .thenComparing(Map.Entry::getKey))
          .limit(REASONS)
          .forEach(reason ->
              terminal.print(
                  "  new: "
                      + reason.getKey()
                      + "  ("
                      + Quantities.count(reason.getValue(), "hit", "hits")
                      + ")"));
    }
  }
}
