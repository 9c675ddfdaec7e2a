package dev.creance.release.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of rule files that every node, and falcoctl, can store: in files and in archives. */
class RuleNamesTest {
  static List<String> bad() {
    return List.of(
        "",
        " ",
        ".",
        "..",
        ".yaml",
        "..yaml",
        "...yaml",
        "a..yaml",
        "a..b.yaml",
        "a.yaml..yaml",
        "../a.yaml",
        "..\\a.yaml",
        "x/../a.yaml",
        "rules/a.yaml",
        "./a.yaml",
        "/a.yaml",
        "/etc/falco/a.yaml",
        "//a.yaml",
        "\\a.yaml",
        "rules\\a.yaml",
        "C:\\a.yaml",
        "C:a.yaml",
        "a.yaml/",
        "a\u0000.yaml",
        "a.yaml\u0000",
        "a.yaml\n",
        "a\nb.yaml",
        "a\tb.yaml",
        "a\u001b[2J.yaml",
        "a\u007f.yaml",
        "a\u0085.yaml",
        "a\u202e.yaml",
        "a b.yaml",
        " a.yaml",
        "-a.yaml",
        "_a.yaml",
        "~a.yaml",
        "ä.yaml",
        "a\u2024\u2024.yaml",
        "a%2e%2e.yaml",
        "a.txt",
        "a.YAML",
        "a.yaml.tmp",
        "yaml",
        "a".repeat(201) + ".yaml");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void badNamesAreRefused(String name) {
    assertThatThrownBy(() -> new RuleFile(name, new byte[0]))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("is no name for a rule file")
        .hasMessageMatching("\\P{Cc}+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.yaml", "A.yml", "0.yaml", "falco_rules.local.yaml", "a-b_c.1.yml", "a-.yaml"})
  void goodNamesAreTaken(String name) throws Exception {
    RuleFile file = new RuleFile(name, new byte[] {1});
    assertThat(RuleArchive.unpack(RuleArchive.pack(List.of(file)))).containsExactly(file);
  }

  @Test
  void aNameMayBeLong() throws Exception {
    RuleFile file = new RuleFile("a".repeat(200) + ".yaml", new byte[] {1});
    assertThat(RuleArchive.unpack(RuleArchive.pack(List.of(file)))).containsExactly(file);
  }

  /** Whatever an archive calls a file, what comes out is called by a good name, if it comes out. */
  @ParameterizedTest
  @MethodSource("bad")
  void archivesWithBadNamesAreRefused(String name) throws Exception {
    try {
      assertThat(RuleArchive.unpack(archive(name)))
          .as("tar ends names at the first NUL")
          .extracting(RuleFile::name)
          .containsExactly(name.substring(0, Math.max(0, name.indexOf('\0'))));
    } catch (ReleaseException expected) {
      assertThat(expected).hasMessageMatching("\\P{Cc}{20,}");
    }
  }

  private static byte[] archive(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // A name that ends so is a folder's, whatever else the entry says.
    byte[] content = (name.endsWith("/") ? "" : "[]").getBytes(StandardCharsets.UTF_8);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GzipCompressorOutputStream(out), StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }
}
