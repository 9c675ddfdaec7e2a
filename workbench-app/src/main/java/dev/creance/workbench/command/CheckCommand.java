package dev.creance.workbench.command;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.rules.OwnedException;
import dev.creance.tuning.rules.OwnershipComments;
import dev.creance.workbench.report.DiagnosticJson;
import dev.creance.workbench.report.DiagnosticText;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether rule files load, and every problem of every file. */
@Command(
    name = "check",
    description = "Says whether rule files load, and shows every problem of every file.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance check my-rules.yaml                       one file",
      "  creance check corpora/rules my-overlays/          all files of directories, in order",
      "  creance check --json my-rules/ | jq .errors       for programs",
      "  creance check --sarif check.sarif my-rules/       for code scanning in a pull request",
      "",
      "Exit codes: 0 they load, 1 they don't, 3 a file cannot be read."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "RULES",
      description = "Rule files, or directories of them, in the order in which Falco loads them.")
  private List<Path> rules = new ArrayList<>();

  @ArgGroup private @Nullable Form form;

  @Option(
      names = "--source",
      paramLabel = "S",
      description =
          "An event source that counts as loaded; rules of others are skipped with a warning, as"
              + " Falco does. Default: every source that Creance knows.")
  private List<String> sources = new ArrayList<>();

  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** One of the forms for programs. */
  static final class Form {
    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write a SARIF 2.1.0 file.")
    private @Nullable Path sarif;
  }

  @Override
  public Integer call() throws IOException {
    LoadOptions options = LoadOptions.defaults();
    if (!sources.isEmpty()) {
      options = options.withSources(new LinkedHashSet<>(sources));
    }
    List<SourceFile> sources = RuleSources.read(rules);
    LoadResult result = new RulesetLoader(options).load(sources);
    if (form != null && form.json) {
      DiagnosticJson.write(result.diagnostics(), terminal.out());
      terminal.print("");
    } else {
      DiagnosticText text = new DiagnosticText(terminal.outInk(), terminal.columns());
      for (Diagnostic diagnostic : result.diagnostics()) {
        text.lines(diagnostic).forEach(terminal::print);
        terminal.print("");
      }
    }
    if (form != null && form.sarif != null) {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(form.sarif))) {
        DiagnosticJson.writeSarif(result.diagnostics(), file);
      }
    }
    terminal.flush();
    expired(sources);
    terminal.err().println(verdict(result));
    return result.successful() ? ExitCode.DONE : ExitCode.NO;
  }

  /** Exceptions whose day has come are told beside what Falco would say. */
  private void expired(List<SourceFile> sources) {
    for (OwnedException exception : OwnershipComments.in(sources)) {
      if (exception.expired(LocalDate.now())) {
        terminal
            .err()
            .println(
                exception.file()
                    + ":"
                    + exception.line()
                    + ": "
                    + terminal.errInk().in(Style.YELLOW, "expired")
                    + ": the exception '"
                    + exception.name()
                    + "' of '"
                    + exception.rule()
                    + "'"
                    + (exception.author().isEmpty() ? "" : " by " + exception.author())
                    + " was to be looked at again on "
                    + exception.expires().map(LocalDate::toString).orElse("")
                    + "; 'creance exceptions' says what it hides");
      }
    }
  }

  private String verdict(LoadResult result) {
    long enabled = result.ruleset().rules().stream().filter(rule -> rule.enabled()).count();
    int errors = result.errors().size();
    String warnings = Quantities.count(result.warnings().size(), "warning", "warnings");
    return result.successful()
        ? terminal.errInk().in(Style.GREEN, "loads")
            + ": "
            + Quantities.count(result.ruleset().rules().size(), "rule", "rules")
            + " ("
            + Quantities.grouped(enabled)
            + " enabled), "
            + warnings
        : terminal.errInk().in(Style.RED, "does not load")
            + ": "
            + Quantities.count(errors, "error", "errors")
            + ", "
            + warnings;
  }
}
