package dev.creance.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.release.Releases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
  private static final MeasureReport REPORT = Releases.report("WARNING", List.of());

  @Test
  void sameInputSameBytes() throws Exception {
    Release one = Releases.release(3, REPORT);
    Release other = Releases.release(3, Releases.report("WARNING", List.of()));
    assertThat(one.digest()).isEqualTo(other.digest());
    assertThat(RuleArchive.pack(one.files())).isEqualTo(RuleArchive.pack(other.files()));
    assertThat(Releases.release(4, REPORT).digest()).isNotEqualTo(one.digest());
  }

  @Test
  void archivesGiveBackTheirFiles() throws Exception {
    Release release = Releases.release(1, REPORT);
    assertThat(RuleArchive.unpack(RuleArchive.pack(release.files()))).isEqualTo(release.files());
  }

  @Test
  void everyFlippedByteOfAPartIsNoticed() throws Exception {
    Release release = Releases.release(1, REPORT);
    byte[] manifest = release.manifestBytes();
    for (int i = 0; i < manifest.length; i++) {
      byte[] flipped = flip(manifest, i);
      try {
        Release read = Release.read(flipped, release.reportBytes(), release.files());
        assertThat(read.digest()).as("manifest, byte %d", i).isNotEqualTo(release.digest());
      } catch (ReleaseException expected) {
        assertThat(expected).hasMessageMatching("(?s).{20,}");
      }
    }
    byte[] report = release.reportBytes();
    for (int i = 0; i < report.length; i++) {
      byte[] flipped = flip(report, i);
      assertThatThrownBy(() -> Release.read(manifest, flipped, release.files()))
          .isInstanceOf(ReleaseException.class)
          .hasMessageContaining("not the one that was approved");
    }
    byte[] archive = RuleArchive.pack(release.files());
    for (int i = 0; i < archive.length; i++) {
      byte[] flipped = flip(archive, i);
      try {
        // Bytes that say nothing of the files may differ; the files may not.
        assertThat(Release.read(manifest, report, RuleArchive.unpack(flipped)).files())
            .isEqualTo(release.files());
      } catch (ReleaseException expected) {
        assertThat(expected).hasMessageMatching("(?s).{20,}");
      }
    }
  }

  private static byte[] flip(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 0x20;
    return flipped;
  }

  @ParameterizedTest
  @CsvSource({
    "Web, 1.0.0, 1, no name for a ruleset",
    "web, 1.0, 1, is no version",
    "web, 01.0.0, 1, is no version",
    "web, 1.0.0, 0, begins with 1"
  })
  void saysWhatIsWrongWithADraft(String name, String version, long sequence, String why)
      throws Exception {
    ReleaseDraft draft = new ReleaseDraft(name, version, sequence, "ada", "", List.of(), "");
    List<RuleFile> files = List.of(Releases.file("a.yaml", "[]"));
    assertThatThrownBy(() -> Release.make(draft, files, REPORT))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining(why);
  }

  @Test
  void partsMustBeThereAndNoOthers() throws Exception {
    Release release = Releases.release(1, REPORT);
    assertThatThrownBy(() ->
            Release.read(
                release.manifestBytes(), release.reportBytes(), release.files().subList(0, 1)))
        .hasMessageContaining("web.yaml");
    List<RuleFile> more =
        List.of(release.files().get(0), release.files().get(1), Releases.file("more.yaml", "[]"));
    assertThatThrownBy(() -> Release.read(release.manifestBytes(), release.reportBytes(), more))
        .hasMessageContaining("3 files");
  }
}
