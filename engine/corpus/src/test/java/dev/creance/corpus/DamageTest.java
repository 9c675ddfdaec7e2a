package dev.creance.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.corpus.format.CorpusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged corpus is never read as if it were whole, and the damaged file is named. */
class DamageTest {
  private static final int HEADER = 16;
  private static final int FOOTER = 37;
  private static final int SAMPLES = 400;

  @TempDir private Path folder;
  private Path corpus;
  private final long seed = Long.getLong("creance.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void importTwoCaptures() throws Exception {
    System.out.println("DamageTest: -Dcreance.seed=" + seed);
    corpus = folder.resolve("corpus");
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("one.scap"), 0, 300), corpus, "all");
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("two.scap"), 300, 300), corpus, "all");
    Corpus.open(corpus).close();
  }

  @Test
  void everyFlippedByteIsTold() throws IOException {
    for (String name : new String[] {"manifest", "000001.segment", "000002.segment"}) {
      Path file = corpus.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int at : places(whole)) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, flipped);
        assertTold(file, name + ", byte " + at + " of " + whole.length);
      }
      Files.write(file, whole);
    }
    Corpus.open(corpus).close();
  }

  /** All of the header, of the footer and of the directory before it, and some of the rest. */
  private TreeSet<Integer> places(byte[] file) {
    TreeSet<Integer> places = new TreeSet<>();
    int directory = directoryOffset(file);
    for (int at = 0; at < file.length; at++) {
      if (at < HEADER || at >= directory) {
        places.add(at);
      }
    }
    for (int i = 0; i < SAMPLES; i++) {
      places.add(random.nextInt(file.length));
    }
    return places;
  }

  private static int directoryOffset(byte[] file) {
    return (int)
        java.nio.ByteBuffer.wrap(file)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getLong(file.length - FOOTER);
  }

  @Test
  void everyTruncationIsTold() throws IOException {
    for (String name : new String[] {"manifest", "000001.segment"}) {
      Path file = corpus.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length += 1 + random.nextInt(whole.length / 99)) {
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        assertTold(file, name + " cut to " + length + " of " + whole.length);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void whatWasAppendedIsTold() throws IOException {
    for (String name : new String[] {"manifest", "000001.segment"}) {
      Path file = corpus.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1 + random.nextInt(99)));
      assertTold(file, name + " with zeros behind it");
      Files.write(file, whole);
    }
  }

  @Test
  void aMissingSegmentIsTold() throws IOException {
    Path file = corpus.resolve("000002.segment");
    Files.delete(file);
    assertTold(file, "deleted");
  }

  @Test
  void aMissingManifestIsTold() throws IOException {
    Files.delete(corpus.resolve("manifest"));
    assertThatThrownBy(() -> Corpus.open(corpus).close())
        .isInstanceOfSatisfying(
            CorpusException.class,
            e -> assertThat(e.kind()).isEqualTo(CorpusException.Kind.NOT_A_CORPUS))
        .hasMessageContaining(corpus.toString());
  }

  @Test
  void anImportIntoADamagedCorpusSaysSoAndChangesNothing() throws IOException {
    Path file = corpus.resolve("manifest");
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    Path three = SmallCaptures.write(folder.resolve("three.scap"), 600, 100);
    assertThatThrownBy(() -> CorpusSamples.importCapture(three, corpus, "all"))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasBinaryContent(whole);
    assertThat(corpus.resolve("000003.segment")).doesNotExist();
  }

  private void assertTold(Path file, String how) {
    assertThatThrownBy(() -> Corpus.open(corpus).close())
        .as("%s (seed %d)", how, seed)
        .isInstanceOfSatisfying(
            CorpusException.class, e -> assertThat(e.file()).isEqualTo(file.toString()))
        .hasMessageContaining(file.toString());
  }
}
