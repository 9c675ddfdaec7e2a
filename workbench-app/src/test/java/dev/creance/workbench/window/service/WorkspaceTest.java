package dev.creance.workbench.window.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path folder;

  @Test
  void rulesLoadFalcosFileFirstThenByNameThenFolders() throws Exception {
    touch("rules/b.yaml");
    touch("rules/falco_rules.yaml");
    touch("rules/a.yml");
    touch("rules/overlays/0.yaml");
    touch("rules/.hidden.yaml");
    touch("elsewhere/c.yaml");
    Workspace workspace = Workspace.of(folder);
    assertThat(workspace.ruleFiles().stream().map(workspace::shortName))
        .containsExactly(
            "rules/falco_rules.yaml", "rules/a.yml", "rules/b.yaml", "rules/overlays/0.yaml");
  }

  @Test
  void anOverlayForExceptionsLoadsBehindTheRule() throws Exception {
    touch("rules/falco_rules.yaml");
    touch("rules/overlays/a.yaml");
    touch("rules/teams/web.yaml");
    Workspace workspace = Workspace.of(folder);
    assertThat(workspace.shortName(workspace.overlayFor(folder.resolve("rules/falco_rules.yaml"))))
        .isEqualTo("rules/overlays/exceptions.yaml");
    assertThat(workspace.shortName(workspace.overlayFor(folder.resolve("rules/teams/web.yaml"))))
        .isEqualTo("rules/z-overlays/exceptions.yaml");
    assertThat(workspace.ruleFiles()).isSortedAccordingTo(workspace.loadingOrder());
  }

  @Test
  void testFilesAreNoRules() throws Exception {
    touch("rules/a.yaml");
    touch("rules/a.test.yaml");
    assertThat(Workspace.of(folder).ruleFiles()).hasSize(1);
  }

  @Test
  void foldersWithCapturesBecomeCorpora() throws Exception {
    touch("web/monday.scap.gz");
    touch("web/labels.json");
    touch("deep/down/attack.scap");
    Workspace workspace = Workspace.of(folder);
    assertThat(workspace.corpora().stream().map(Workspace.Recorded::name))
        .containsExactly("deep/down", "web");
    assertThat(workspace.corpora().getFirst().corpus())
        .isEqualTo(folder.resolve(".creance/corpora/deep-down"));
  }

  @Test
  void aFileIsNoWorkspace() throws Exception {
    touch("a.yaml");
    assertThatThrownBy(() -> Workspace.of(folder.resolve("a.yaml")))
        .hasMessageContaining("a workspace is a folder");
  }

  private void touch(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
