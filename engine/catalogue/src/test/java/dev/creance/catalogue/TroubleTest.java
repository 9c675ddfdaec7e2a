package dev.creance.catalogue;

import static dev.creance.catalogue.Samples.MONDAY;
import static dev.creance.catalogue.Samples.count;
import static dev.creance.catalogue.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.catalogue.CatalogueException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong with a catalogue, each told in a sentence, and nothing lost. */
class TroubleTest {
  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void aWorkspace() {
    workspace = new Workspace(folder.resolve("workspace"));
  }

  private void record(int hits) throws CatalogueException {
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      catalogue.record(run(MONDAY, "web", count("shell", "v1", hits)));
    }
  }

  private int runs() throws CatalogueException {
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      return catalogue.runs(10_000).size();
    }
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CatalogueException.class,
            problem -> {
              assertThat(problem.kind()).as(problem.getMessage()).isEqualTo(kind);
              assertThat(problem.getMessage()).contains("catalogue.db: ").doesNotContain("\n");
            });
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAsItIs() throws Exception {
    Path file = workspace.catalogue();
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a database, but long enough to look at: " + "x".repeat(4096));
    byte[] before = Files.readAllBytes(file);
    assertKind(Kind.DAMAGED, () -> record(1));
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
    Path file = workspace.catalogue();
    Files.createDirectories(file.getParent());
    try (var connection = Connections.forWriting(file)) {
      new Sql(connection).run("CREATE TABLE theirs (x)");
    }
    assertKind(Kind.DAMAGED, () -> record(1));
    try (var connection = Connections.forWriting(file)) {
      assertThat(new Sql(connection).number("SELECT count(*) FROM sqlite_schema")).isEqualTo(1);
    }
  }

  @Test
  void brokenPagesAreToldOrDoNoHarm() throws Exception {
    for (int i = 0; i < 30; i++) {
      record(i);
    }
    Path file = workspace.catalogue();
    byte[] whole = Files.readAllBytes(file);
    long seed = Long.getLong("creance.seed", System.nanoTime());
    System.out.println("TroubleTest: -Dcreance.seed=" + seed);
    Random random = new Random(seed);
    int told = 0;
    for (int i = 0; i < 40; i++) {
      byte[] broken = whole.clone();
      int start = random.nextInt(broken.length / 512) * 512;
      byte[] noise = new byte[512];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, broken, start, noise.length);
      Files.write(file, i % 10 == 0 ? Arrays.copyOf(broken, start) : broken);
      try {
        assertThat(runs()).isBetween(0, 30);
      } catch (CatalogueException e) {
        assertThat(e.kind()).as("seed %d, %s", seed, e.getMessage()).isEqualTo(Kind.DAMAGED);
        told++;
      }
      Files.deleteIfExists(Path.of(file + "-wal"));
      Files.deleteIfExists(Path.of(file + "-shm"));
    }
    assertThat(told).isPositive();
  }

  @Test
  void aNewerCatalogueIsLeftAsItIs() throws Exception {
    record(1);
    List<String> steps =
        new ArrayList<>(List.of("", "", "CREATE TABLE more (x INTEGER) STRICT;\n"));
    Catalogue.open(workspace, new Schema(steps)).close();
    assertKind(Kind.TOO_NEW, () -> record(2));
    try (Catalogue catalogue = Catalogue.open(workspace, new Schema(steps))) {
      assertThat(catalogue.runs(10)).hasSize(1);
    }
  }

  @Test
  void anOlderCatalogueIsTakenThroughTheStepsThatItLacks() throws Exception {
    record(7);
    Schema newer =
        new Schema(
            List.of(
                "never run again;",
                "nor this;",
                "ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT 'none';",
                "CREATE TABLE two (x INTEGER) STRICT;\nINSERT INTO two VALUES (2);\n"));
    Catalogue.open(workspace, newer).close();
    try (var connection = Connections.forWriting(workspace.catalogue())) {
      Sql sql = new Sql(connection);
      assertThat(sql.query(row -> row.getString(1), "SELECT note FROM run"))
          .containsExactly("none");
      assertThat(sql.number("SELECT x FROM two")).isEqualTo(2);
      assertThat(sql.number("PRAGMA user_version")).isEqualTo(4);
    }
  }

  @Test
  void aStepThatFailsChangesNothing() throws Exception {
    record(7);
    Schema failing =
        new Schema(
            List.of(
                "", "", "CREATE TABLE two (x INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);"));
    assertThatThrownBy(() -> Catalogue.open(workspace, failing)).isInstanceOf(IOException.class);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws Exception {
    Files.createDirectories(workspace.folder());
    Files.writeString(workspace.folder().resolve(".creance"), "a file");
    assertKind(Kind.READ_ONLY, () -> record(1));
  }

  @Test
  void aReadOnlyFolderIsReadAndNotWritten() throws Exception {
    record(1);
    Path disk = workspace.folder();
    assumeTrue(
        execute("mount", "--bind", disk.toString(), disk.toString()) == 0,
        "a read-only file system needs root");
    try {
      assumeTrue(execute("mount", "-o", "remount,ro,bind", disk.toString()) == 0);
      assertKind(Kind.READ_ONLY, () -> record(2));
      try (Catalogue catalogue = Catalogue.read(workspace)) {
        assertThat(catalogue.runs(10)).hasSize(1);
      }
    } finally {
      execute("umount", disk.toString());
    }
    record(3);
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    Path disk = Files.createDirectories(workspace.folder());
    assumeTrue(
        execute("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()) == 0,
        "mounting a small file system needs root");
    try {
      record(1);
      RuleCount[] many =
          IntStream.range(0, 20_000)
              .mapToObj(i -> count("a rule with a long name " + i, "version " + i, 1))
              .toArray(RuleCount[]::new);
      assertKind(
          Kind.FULL,
          () -> {
            try (Catalogue catalogue = Catalogue.open(workspace)) {
              catalogue.record(run(MONDAY, "web", many));
            }
          });
      assertThat(runs()).isEqualTo(1);
      record(2);
      assertThat(runs()).isEqualTo(2);
    } finally {
      execute("umount", disk.toString());
    }
  }

  @Test
  void twoProcessesWriteAtOnce() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      writers.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  workspace.folder().toString())
              .inheritIO()
              .start());
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(runs()).isEqualTo(2 * Writer.RUNS);
  }

  /** Writes runs, opening the catalogue for each as the command line does. */
  static final class Writer {
    static final int RUNS = 25;

    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      Workspace workspace = new Workspace(Path.of(arguments[0]));
      for (int i = 0; i < RUNS; i++) {
        try (Catalogue catalogue = Catalogue.open(workspace)) {
          catalogue.record(run(MONDAY.plusSeconds(i), "web", count("shell", "v1", i)));
        }
      }
    }
  }

  private static int execute(String... command) throws Exception {
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
}
