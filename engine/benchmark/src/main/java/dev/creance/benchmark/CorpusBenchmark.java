package dev.creance.benchmark;

import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a corpus is worth, in three benchmarks.
 *
 * <pre>
 * ./creance bench --corpus ratio  CAPTURE RULES...          measuring beside replaying, and Falco
 * ./creance bench --corpus edits  CAPTURE COPIES RULES...   200 edits, each measured
 * ./creance bench --corpus growth CAPTURE COPIES RULES...   time by size and by number of rules
 * ./creance bench --corpus make   CAPTURE COPIES FOLDER     leaves the corpus in a folder
 * </pre>
 *
 * COPIES is a number, for {@code growth} several with commas between: copies of the capture, each
 * with other times and another host.
 */
public final class CorpusBenchmark {
  private static final String USAGE =
      """
      usage: ./creance bench --corpus ratio  CAPTURE RULES...
             ./creance bench --corpus edits  CAPTURE COPIES RULES...
             ./creance bench --corpus growth CAPTURE COPIES[,COPIES...] RULES...
             ./creance bench --corpus make   CAPTURE COPIES FOLDER\
      """;

  private CorpusBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    boolean copied = !given.isEmpty() && !given.getFirst().equals("ratio");
    if (given.size() < (copied ? 4 : 3)) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path capture = Path.of(given.get(1));
    if (given.getFirst().equals("make")) {
      try (CorpusCopies copies = new CorpusCopies(capture, Path.of(given.get(3)))) {
        copies.grow(Integer.parseInt(given.get(2)));
      }
      return;
    }
    List<Path> rules = given.subList(copied ? 3 : 2, given.size()).stream().map(Path::of).toList();
    Path folder = Files.createTempDirectory("creance-bench");
    try (CorpusCopies copies = new CorpusCopies(capture, folder.resolve("corpus"))) {
      switch (given.getFirst()) {
        case "ratio" -> new RatioBenchmark(capture, rules).run(copies);
        case "edits" -> {
          copies.grow(Integer.parseInt(given.get(2)));
          new EditBenchmark(read(rules)).run(copies);
        }
        case "growth" -> {
          int[] sizes =
              List.of(given.get(2).split(",")).stream().mapToInt(Integer::parseInt).toArray();
          new GrowthBenchmark(read(rules), sizes).run(copies);
        }
        default -> {
          System.err.println(USAGE);
          System.exit(2);
        }
      }
    } finally {
      delete(folder);
    }
  }

  private static List<SourceFile> read(List<Path> rules) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (Path path : rules) {
      files.add(new SourceFile(path.toString(), Files.readString(path)));
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
