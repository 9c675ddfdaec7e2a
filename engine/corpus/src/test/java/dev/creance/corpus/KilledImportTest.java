package dev.creance.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.corpus.format.CorpusException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends an import, what was there before is there after, and the next import works. */
class KilledImportTest {
  private static final int KILLS = 5;

  @TempDir private Path folder;

  /** What the killed process runs: imports and says when it begins. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("begins");
    CorpusSamples.importCapture(Path.of(arguments[0]), Path.of(arguments[1]), "all");
    System.out.println("done");
  }

  @Test
  void aKillAtAnyMoment() throws Exception {
    long seed = Long.getLong("creance.seed", System.nanoTime());
    System.out.println("KilledImportTest: -Dcreance.seed=" + seed);
    Random random = new Random(seed);
    Path first = SmallCaptures.write(folder.resolve("first.scap"), 0, 200);
    Path second = SmallCaptures.write(folder.resolve("second.scap"), 0, 40_000);
    Path corpus = folder.resolve("corpus");
    CorpusSamples.importCapture(first, corpus, "all");
    Manifest before = Manifest.read(corpus);
    long longest = timeOfWholeImport(second);
    for (int i = 0; i < KILLS; i++) {
      long delay = random.nextLong(longest + 1);
      kill(second, corpus, delay);
      try (Corpus open = Corpus.open(corpus)) {
        assertThat(open.manifest().captures())
            .as("killed after %d ms", delay)
            .startsWith(before.captures().getFirst())
            .hasSizeLessThanOrEqualTo(2);
        if (open.manifest().captures().size() == 2) {
          break;
        }
      }
    }
    CorpusSamples.importCapture(second, corpus, "all");
    try (Corpus open = Corpus.open(corpus)) {
      assertThat(open.manifest().captures()).hasSize(2).startsWith(before.captures().getFirst());
      assertThat(segmentFiles(corpus)).hasSize(open.segments().size());
    }
  }

  private long timeOfWholeImport(Path capture) throws Exception {
    Process process = start(capture, folder.resolve("other"));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("begins");
      long start = System.nanoTime();
      assertThat(out.readLine()).isEqualTo("done");
      return (System.nanoTime() - start) / 1_000_000;
    } finally {
      process.waitFor();
    }
  }

  private static void kill(Path capture, Path corpus, long delay) throws Exception {
    Process process = start(capture, corpus);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("begins");
      Thread.sleep(delay);
      process.destroyForcibly();
    } finally {
      process.waitFor();
    }
  }

  private static Process start(Path capture, Path corpus) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KilledImportTest.class.getName(),
            capture.toString(),
            corpus.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void aNewCorpusIsNoneUntilTheImportIsDone() throws Exception {
    Path corpus = folder.resolve("corpus");
    Files.createDirectories(corpus);
    Files.writeString(corpus.resolve("000001.segment"), "the beginning of a segment");
    assertThatThrownBy(() -> Corpus.open(corpus).close())
        .isInstanceOfSatisfying(
            CorpusException.class,
            e -> assertThat(e.kind()).isEqualTo(CorpusException.Kind.NOT_A_CORPUS));
    Path capture = SmallCaptures.write(folder.resolve("c.scap"), 0, 200);
    CorpusSamples.importCapture(capture, corpus, "all");
    Corpus.open(corpus).close();
  }

  @Test
  void aFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0,
        "mounting a small file system needs root");
    try {
      Path small = SmallCaptures.write(folder.resolve("small.scap"), 0, 300);
      Path large = SmallCaptures.write(folder.resolve("large.scap"), 0, 40_000);
      Path corpus = disk.resolve("corpus");
      CorpusSamples.importCapture(small, corpus, "all");
      byte[] before = Files.readAllBytes(corpus.resolve("manifest"));
      assertThatThrownBy(() -> CorpusSamples.importCapture(large, corpus, "all"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write the corpus")
          .hasMessageContaining("nothing was added");
      assertThat(corpus.resolve("manifest")).hasBinaryContent(before);
      assertThat(segmentFiles(corpus)).hasSize(1);
      Path other = SmallCaptures.write(folder.resolve("other.scap"), 300, 300);
      CorpusSamples.importCapture(other, corpus, "all");
      try (Corpus open = Corpus.open(corpus)) {
        assertThat(open.manifest().captures()).hasSize(2);
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static List<Path> segmentFiles(Path corpus) throws IOException {
    try (var files = Files.list(corpus)) {
      return files.filter(file -> file.toString().endsWith(".segment")).toList();
    }
  }
}
