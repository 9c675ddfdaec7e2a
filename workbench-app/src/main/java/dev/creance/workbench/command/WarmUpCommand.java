package dev.creance.workbench.command;

import dev.creance.workbench.input.Sample;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Does a little of everything on the sample and says nothing: the run from which the launcher makes
 * its start-up cache.
 */
@Command(name = "warm-up", hidden = true)
public final class WarmUpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Sample sample = Sample.ofThisHouse();
    List<String> rules = new ArrayList<>(List.of("--rules"));
    sample.rules().stream().map(Path::toString).forEach(rules::add);
    String capture = sample.capture().toString();
    run(List.of("--help"));
    run(List.of("replay", "--help"));
    run(List.of("fields"));
    run(List.of("no-such-command"));
    run(with(List.of("check"), rules.subList(1, rules.size())));
    run(with(List.of("check", "--json"), rules.subList(1, 2)));
    run(List.of("events", capture, "evt.type = execve"));
    run(with(with(List.of("replay", "--json"), rules), List.of(capture)));
    run(with(with(List.of("replay"), rules), List.of(capture)));
    run(
        with(
            with(List.of("explain", "--event", "2000", "--rule", "Run shell untrusted"), rules),
            List.of(capture)));
    Path folder = Files.createTempDirectory("creance-warm-up");
    try {
      importAll(folder.resolve("all").toString());
      corpora(rules, capture, folder.resolve("corpus").toString(), folder.toString());
    } finally {
      delete(folder);
    }
    return ExitCode.DONE;
  }

  /**
   * The cache keeps what was counted in each method, and an import is compiled by that: with the
   * samples of all kinds it is compiled once, with one of them again for each kind of event that
   * this one lacks.
   */
  private static void importAll(String corpus) throws IOException {
    List<String> captures;
    try (var folders = Files.list(Sample.workspace())) {
      captures =
          folders
              .map(folder -> folder.resolve("capture.scap.gz"))
              .filter(Files::exists)
              .map(Path::toString)
              .sorted()
              .toList();
    }
    run(with(with(List.of("import"), captures), List.of("--into", corpus)));
  }

  private static void corpora(List<String> rules, String capture, String corpus, String workspace) {
    run(
        List.of(
            "import", capture, "--into", corpus, "--label", "warm-up", "--workspace", workspace));
    run(List.of("corpora", corpus));
    run(with(with(List.of("measure", "--json"), rules), List.of(corpus)));
    run(
        with(
            with(List.of("measure", "--compare", "--workspace", workspace), rules),
            List.of(corpus)));
    run(List.of("history", "--workspace", workspace));
    run(
        with(
            with(List.of("hits", "--json", "--rule", "Run shell untrusted"), rules),
            List.of(corpus)));
    run(List.of("search", "passwd", "bash", corpus));
    run(List.of("export", corpus, "--parquet", corpus + ".parquet"));
    run(List.of("export", corpus, "--jsonl", "-", "proc.name = sh"));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  private static void run(List<String> arguments) {
    try (Terminal nowhere =
        new Terminal(
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), true, false, 100)) {
      CreanceCommand.run(nowhere, arguments.toArray(String[]::new));
    }
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
