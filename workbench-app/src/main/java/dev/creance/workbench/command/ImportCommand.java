package dev.creance.workbench.command;

import dev.creance.catalogue.KnownCorpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.CorpusSummary;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.Imported;
import dev.creance.corpus.Label;
import dev.creance.corpus.LabelFile;
import dev.creance.corpus.Labelling;
import dev.creance.corpus.Manifest;
import dev.creance.corpus.search.Search;
import dev.creance.events.Utf8Text;
import dev.creance.workbench.terminal.Progress;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts captures into a corpus. */
@Command(
    name = "import",
    description =
        "Puts captures into a corpus, from which rules are measured as fast as one types.",
    footer = {
      "",
      "A capture gets in wholly or not at all, and once: importing it again says so. Several"
          + " captures,",
      "of several hosts, may be put into one corpus.",
      "",
      "@|bold Examples|@",
      "  creance import day.scap.gz --into corpora/web --label normal",
      "  creance import a.scap.gz b.scap.gz --into corpora/fleet",
      "  creance import attack.scap.gz --into corpora/attack --labels labels.json",
      "",
      "A labels file is a JSON list of {name, start, end, host, pids, technique, aim}, times in",
      "nanoseconds or ISO 8601, or {actions: [{name, start_ns, end_ns, pid, technique, aim}]}.",
      "",
      "Exit codes: 0 done, 3 a capture is unreadable or damaged (what came before the damage is in",
      "the corpus), or the corpus cannot be written."
    })
public final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "CAPTURE", description = "Captures, plain or gzipped.")
  private List<Path> captures = new ArrayList<>();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "CORPUS",
      description = "The corpus, a folder; it is made when it is not there.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path corpus;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "A label for all of each capture, for example normal.")
  private String label = "";

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels for parts of the captures: what was done when, by which process.")
  private @Nullable Path labels;

  @Mixin private Memory memory = new Memory();

  @Mixin private EngineOption engines = new EngineOption();

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Label> parts = labels == null ? List.of() : LabelFile.read(labels);
    Labelling labelling = Labelling.within(parts);
    if (!label.isEmpty()) {
      labelling = Labelling.whole(label).and(labelling);
    }
    ImportOptions options = new ImportOptions(engines.options(), engines.text(), labelling);
    int code = ExitCode.DONE;
    boolean fresh = false;
    for (Path capture : captures) {
      try {
        Imported imported = add(capture, options);
        fresh |= imported.fresh();
        if (!imported.capture().damage().isEmpty()) {
          problem(imported.capture().damage());
          code = ExitCode.INPUT;
        }
      } catch (NoSuchFileException e) {
        problem(e.getFile() + ": no such file");
        code = ExitCode.INPUT;
      } catch (IOException e) {
        problem(String.valueOf(e.getMessage()));
        code = ExitCode.INPUT;
      }
    }
    if (fresh) {
      index();
    }
    if (code == ExitCode.DONE || fresh) {
      CorpusSummary summary = CorpusSummary.of(corpus);
      memory.ask(
          terminal,
          (catalogue, workspace) -> {
            catalogue.remember(KnownCorpus.of(summary, workspace));
            return summary;
          });
    }
    return code;
  }

  /** The corpus is whole without it, and the first search would make it. */
  private void index() {
    try {
      Search.prepare(corpus);
    } catch (IOException e) {
      problem(
          corpus
              + ": the captures are in; the search index could not be made ("
              + e.getMessage()
              + "), the first search will try again");
    }
  }

  private Imported add(Path capture, ImportOptions options)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Progress progress = new Progress(terminal, capture.toString())) {
      Imported imported =
          new CorpusImporter(
                  corpus,
                  options,
                  (read, total, events) -> progress.at((double) read / Math.max(1, total), events))
              .add(capture);
      progress.close();
      say(capture, imported, (System.nanoTime() - start) / 1e9);
      return imported;
    }
  }

  private void say(Path capture, Imported imported, double seconds) {
    Manifest.Capture entry = imported.capture();
    String labelled =
        imported.newLabels() == 0
            ? ""
            : ", " + Quantities.count(imported.newLabels(), "label", "labels");
    if (!imported.fresh()) {
      say(
          capture,
          "is in " + corpus + " already" + (labelled.isEmpty() ? "" : labelled + " added"));
      return;
    }
    long stored = entry.segments().stream().mapToLong(Manifest.SegmentFile::length).sum();
    say(
        capture,
        Quantities.count(entry.events(), "event", "events")
            + (entry.host().isEmpty() ? "" : " of host " + Utf8Text.decode(entry.host()))
            + ", "
            + Quantities.seconds(entry.recordedNanos() / 1e9)
            + " recorded"
            + labelled
            + "; imported in "
            + Quantities.seconds(seconds)
            + " ("
            + Quantities.grouped(Math.round(entry.events() / Math.max(seconds, 1e-9)))
            + " events/s), "
            + Quantities.bytes(stored)
            + " in "
            + corpus);
    if (entry.unknownEvents() > 0) {
      say(
          capture,
          "skipped "
              + Quantities.count(entry.unknownEvents(), "event", "events")
              + " of types that are newer than this program");
    }
  }

  private void say(Path capture, String text) {
    terminal.err().println(capture + ": " + text);
  }

  private void problem(String text) {
    terminal.err().println(terminal.errInk().in(Style.RED, "creance: ") + text);
  }
}
