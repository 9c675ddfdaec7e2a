package dev.creance.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.events.scap.CaptureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  @TempDir private Path folder;

  private Path corpus() {
    return folder.resolve("deep/corpus");
  }

  private Path capture(String name, int from, int count) throws IOException {
    return SmallCaptures.write(folder.resolve(name), from, count);
  }

  private Imported add(Path capture, Labelling labelling) throws Exception {
    return new CorpusImporter(
            corpus(),
            new ImportOptions(CorpusSamples.state("all"), "all", labelling),
            ImportProgress.NONE)
        .add(capture);
  }

  @Test
  void aCaptureGetsInOnce() throws Exception {
    Path capture = capture("one.scap", 0, 200);
    Imported first = add(capture, Labelling.NONE);
    Imported again = add(capture, Labelling.NONE);
    assertThat(first.fresh()).isTrue();
    assertThat(again).isEqualTo(new Imported(first.capture(), false, 0));
    assertThat(Manifest.read(corpus()).captures()).containsExactly(first.capture());
  }

  @Test
  void theSameCaptureWithOtherEnginesIsAnother() throws Exception {
    Path capture = capture("one.scap", 0, 200);
    add(capture, Labelling.NONE);
    CorpusSamples.importCapture(capture, corpus(), "none");
    assertThat(Manifest.read(corpus()).captures())
        .extracting(Manifest.Capture::containerEngines)
        .containsExactly("all", "none");
  }

  @Test
  void labelsThatAreMissingAreAddedToACaptureThatIsThere() throws Exception {
    Path capture = capture("one.scap", 0, 200);
    assertThat(add(capture, Labelling.whole("normal")).newLabels()).isEqualTo(1);
    assertThat(add(capture, Labelling.whole("normal")).newLabels()).isZero();
    Imported again = add(capture, Labelling.whole("normal").and(Labelling.whole("quiet")));
    assertThat(again.fresh()).isFalse();
    assertThat(again.newLabels()).isEqualTo(1);
    assertThat(Manifest.read(corpus()).labels())
        .extracting(Label::name)
        .containsExactly("normal", "quiet");
  }

  @Test
  void labelsOfOtherTimesAndHostsAreNotTheCaptures() throws Exception {
    Path capture = capture("one.scap", 0, 200);
    Manifest.Capture entry = add(capture, Labelling.NONE).capture();
    long start = entry.firstTime();
    Labelling labelling =
        Labelling.within(
            List.of(
                label("inside", start + 1, start + 2, ""),
                label("to the end of time", start + 1, Long.MAX_VALUE, ""),
                label("before", 5, start - 1, ""),
                label("elsewhere", start + 1, start + 2, "another host")));
    add(capture, labelling);
    assertThat(Manifest.read(corpus()).labels())
        .extracting(Label::name, Label::host)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("inside", entry.host()),
            org.assertj.core.groups.Tuple.tuple("to the end of time", entry.host()));
  }

  private static Label label(String name, long start, long end, String host) {
    return new Label(name, start, end, host, List.of(), "", List.of());
  }

  @Test
  void aDamagedCaptureGetsInUpToTheDamage() throws Exception {
    Path capture = capture("one.scap", 0, 500);
    byte[] bytes = Files.readAllBytes(capture);
    Path cut = Files.write(folder.resolve("cut.scap"), Arrays.copyOf(bytes, bytes.length - 40));
    Imported imported = add(cut, Labelling.NONE);
    assertThat(imported.capture().damage()).contains("cut.scap").contains("at byte");
    assertThat(imported.capture().events() + imported.capture().hiddenEvents()).isEqualTo(499);
    Corpus.open(corpus()).close();
  }

  @Test
  void whatIsNoCaptureLeavesNothingBehind() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no capture at all");
    assertThatThrownBy(() -> add(text, Labelling.NONE)).isInstanceOf(CaptureException.class);
    assertThat(corpus()).doesNotExist();
    add(capture("one.scap", 0, 100), Labelling.NONE);
    byte[] before = Files.readAllBytes(corpus().resolve("manifest"));
    assertThatThrownBy(() -> add(text, Labelling.NONE)).isInstanceOf(CaptureException.class);
    assertThat(corpus().resolve("manifest")).hasBinaryContent(before);
    assertThat(corpus().resolve("000002.segment")).doesNotExist();
  }

  @Test
  void leftoversOfAnImportThatDidNotEndAreRemovedByTheNext() throws Exception {
    add(capture("one.scap", 0, 100), Labelling.NONE);
    Files.writeString(corpus().resolve("000002.segment"), "half a segm");
    Files.writeString(corpus().resolve("000007.segment"), "");
    Files.writeString(corpus().resolve("manifest.new"), "CREANCEC");
    Corpus.open(corpus()).close();
    add(capture("two.scap", 100, 100), Labelling.NONE);
    try (Corpus corpus = Corpus.open(corpus())) {
      assertThat(corpus.segments()).hasSize(2);
    }
    assertThat(corpus().resolve("000007.segment")).doesNotExist();
    assertThat(corpus().resolve("manifest.new")).doesNotExist();
  }

  @Test
  void oneImportAtATime() throws Exception {
    Path capture = capture("one.scap", 0, 100);
    Files.createDirectories(corpus());
    try (FileChannel channel =
        FileChannel.open(
            corpus().resolve("import.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      assertThatThrownBy(() -> add(capture, Labelling.NONE))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("another import into it goes on");
    }
    assertThat(add(capture, Labelling.NONE).fresh()).isTrue();
  }

  @Test
  void theDigestTellsWhatIsInACorpusWhateverTheOrderAndTheLabels() throws Exception {
    Path one = capture("one.scap", 0, 100);
    Path two = capture("two.scap", 100, 100);
    add(one, Labelling.NONE);
    String ofOne = Manifest.read(corpus()).digest();
    add(two, Labelling.whole("normal"));
    String ofBoth = Manifest.read(corpus()).digest();
    Path other = folder.resolve("other");
    CorpusSamples.importCapture(two, other, "all");
    CorpusSamples.importCapture(one, other, "all");
    assertThat(ofBoth).isNotEqualTo(ofOne).isEqualTo(Manifest.read(other).digest());
  }
}
