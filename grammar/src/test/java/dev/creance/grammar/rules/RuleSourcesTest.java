package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSourcesTest {
  @Test
  void aDirectoryStandsForItsRuleFilesSortedAndNotDeeper(@TempDir Path folder) throws IOException {
    for (String name : List.of("b.yaml", "a.yml", "c.txt", "deep/d.yaml")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    Path single = Files.writeString(folder.resolve("deep/single.txt"), "é");

    assertThat(RuleSources.read(List.of(single, folder)))
        .extracting(SourceFile::text)
        .containsExactly("é", "a.yml", "b.yaml");
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> RuleSources.read(List.of(folder.resolve("none.yaml"))))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.yaml");
  }
}
