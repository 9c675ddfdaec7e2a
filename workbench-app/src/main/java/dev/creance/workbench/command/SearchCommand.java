package dev.creance.workbench.command;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.search.Found;
import dev.creance.corpus.search.Search;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.workbench.report.SearchReport;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for words in a corpus. */
@Command(
    name = "search",
    description =
        "Looks for words in the command lines, paths, names, addresses, users and containers of a"
            + " corpus: the values that have them all, and the events whose values do.",
    footer = {
      "",
      "A word is found, whatever the case, where it begins a part of a value (after a slash, a dot,"
          + " a",
      "blank …), else anywhere.",
      "",
      "@|bold Examples|@",
      "  creance search /etc/pass corpora/web",
      "  creance search nginx passwd corpora/web           both, each in any value of an event",
      "  creance search '\"cat /etc/passwd\"' corpora/web    with the blank",
      "  creance search --events 10.0.0.7 corpora/web      the events themselves",
      "  creance search --json curl corpora/web | jq .events",
      "",
      "The index is in the corpus's folder 'search'. Import makes it; one that is missing, damaged or"
          + " older",
      "than the corpus is made again by the next search.",
      "Exit codes: 0 found, 1 nothing has them, 3 the corpus is damaged or none."
    })
public final class SearchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Parameters(arity = "1..*", paramLabel = "WORDS... CORPUS", description = "Words, and a corpus.")
  private List<String> wordsAndCorpus = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Option(names = "--events", description = "Print the events instead of the values.")
  private boolean events;

  @Option(
      names = {"-p", "--print"},
      paramLabel = "FORMAT",
      description = "What to print of each event, as outputs of rules have it.")
  private String format = EventPrinter.FORMAT;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many values or events to show. Default: 20 values, all events.")
  private int limit;

  @Option(
      names = "--rebuild",
      description =
          "Make the corpus's search index anew, from the corpus; then WORDS may be left out.")
  private boolean rebuild;

  public SearchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (json && events) {
      throw new ParameterException(
          command.commandLine(), "--json is for values; 'creance export --jsonl' gives events");
    }
    if (wordsAndCorpus.size() < 2 && !rebuild) {
      throw new ParameterException(
          command.commandLine(), "give words and, behind them, a corpus: WORDS... CORPUS");
    }
    Optional<CheckedTemplate> template = new FreeTexts(terminal).template(format);
    if (template.isEmpty()) {
      return ExitCode.USAGE;
    }
    Path path = Path.of(wordsAndCorpus.getLast());
    if (rebuild) {
      Search.rebuild(path);
    }
    String words = String.join(" ", wordsAndCorpus.subList(0, wordsAndCorpus.size() - 1));
    try (Corpus corpus = Corpus.open(path);
        Search search = Search.open(corpus)) {
      sayIndex(path, search);
      if (words.isBlank()) {
        return ExitCode.DONE;
      }
      long start = System.nanoTime();
      Found found = search.find(words);
      long count = found.events();
      double millis = Math.round((System.nanoTime() - start) / 1e3) / 1e3;
      SearchReport report = new SearchReport(found, count, millis);
      if (events) {
        printEvents(found, template.get());
      } else if (json) {
        report.json(limit > 0 ? limit : Integer.MAX_VALUE, terminal.out());
        terminal.print("");
      } else {
        report
            .lines(limit > 0 ? limit : 20, terminal.columns(), terminal.outInk())
            .forEach(terminal::print);
      }
      terminal.flush();
      terminal.err().println(report.summary());
      return count > 0 ? ExitCode.DONE : ExitCode.NO;
    }
  }

  private void sayIndex(Path path, Search search) {
    String texts = Quantities.count(search.size(), "text", "texts");
    if (!search.stored()) {
      terminal
          .err()
          .println(
              path
                  + ": the search index can't be written there; one of "
                  + texts
                  + " was made for this search only");
    } else if (rebuild || search.built()) {
      terminal.err().println(path + ": made the search index, of " + texts);
    }
  }

  private void printEvents(Found found, CheckedTemplate template) throws CorpusException {
    EventPrinter printer = new EventPrinter(terminal, template);
    found.visit((scope, segment) -> {
      printer.print(scope);
      return limit == 0 || printer.printed() < limit;
    });
  }
}
