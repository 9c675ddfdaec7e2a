package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.service.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The view models without a toolkit: the user interface's thread is an ordinary one. */
class WorkbenchModelTest extends ModelTest {
  private static final String RULE =
      """
      - rule: Shell
        desc: a shell
        condition: evt.type = execve and proc.name = sh
        output: shell %proc.cmdline
        priority: NOTICE
      """;

  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("rules/mine.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, RULE);
  }

  @Test
  void anErrorComesAndGoesAsOneTypes() throws Exception {
    try (WorkbenchModel model = open()) {
      edit(model, RULE.replace("proc.name", "proc.nam"));
      await(() -> !model.rules().problems().isEmpty());
      assertThat(onUi(() -> model.rules().problems().getFirst().line())).isEqualTo(3);
      assertThat(onUi(() -> document(model).dirty().get())).isTrue();
      edit(model, RULE);
      await(() -> model.rules().problems().isEmpty());
      assertThat(onUi(() -> document(model).dirty().get())).isFalse();
    }
  }

  @Test
  void savingReplacesTheFile() throws Exception {
    try (WorkbenchModel model = open()) {
      String changed = RULE.replace("NOTICE", "ERROR");
      edit(model, changed);
      onUi(() -> {
        model.rules().save(document(model));
        return true;
      });
      await(() -> !document(model).dirty().get());
      assertThat(file).hasContent(changed);
    }
  }

  @Test
  void whatWasTypedIsThereAgainAfterASuddenEnd() throws Exception {
    String changed = RULE.replace("NOTICE", "ERROR");
    try (WorkbenchModel model = open()) {
      edit(model, changed);
      Path unsaved = folder.resolve(".creance/unsaved");
      await(() -> Files.isDirectory(unsaved) && Files.list(unsaved).count() == 1);
    }
    try (WorkbenchModel again = open()) {
      assertThat(onUi(() -> document(again).text().get())).isEqualTo(changed);
      assertThat(onUi(() -> document(again).dirty().get())).isTrue();
      assertThat(onUi(() -> again.status().problem().get())).contains("mine.yaml");
      assertThat(file).hasContent(RULE);
    }
  }

  @Test
  void aChangeOutsideIsTakenOverAndNeverOverwritesWhatIsTyped() throws Exception {
    String theirs = RULE.replace("NOTICE", "ERROR");
    try (WorkbenchModel model = open()) {
      Files.writeString(file, theirs);
      await(() -> document(model).text().get().equals(theirs));
      String mine = theirs.replace("a shell", "my shell");
      edit(model, mine);
      Files.writeString(file, RULE);
      await(() -> document(model).conflict().get());
      assertThat(onUi(() -> document(model).text().get())).isEqualTo(mine);
    }
  }

  @Test
  void textsCanBeEditedBeforeTheyAreUnderstood() throws Exception {
    List<Integer> understood = new ArrayList<>();
    List<Runnable> waiting = new ArrayList<>();
    try (WorkbenchModel model = new WorkbenchModel(Workspace.of(folder), ui, waiting::add)) {
      onUi(() -> {
        model
            .rules()
            .read()
            .addListener((property, before, now) -> {
              assertThat(document(model).text().get()).isEqualTo(RULE);
              understood.add(model.rules().rules().get().size());
            });
        model.start();
        return true;
      });
      await(() -> !waiting.isEmpty());
      assertThat(understood).containsExactly(0);
      assertThat(onUi(() -> model.status().idle() || model.ready().get())).isFalse();
      onUi(() -> {
        waiting.forEach(Runnable::run);
        return true;
      });
      await(() -> opened(model) && model.status().idle());
    }
  }

  @Test
  void anEmptyFolderIsAWorkspaceToo() throws Exception {
    Files.delete(file);
    try (WorkbenchModel model = new WorkbenchModel(Workspace.of(folder), ui)) {
      onUi(() -> {
        model.start();
        return true;
      });
      await(() -> model.ready().get() && model.status().idle());
      assertThat(onUi(() -> model.rules().rules().get())).isEmpty();
      assertThat(onUi(() -> model.status().problem().get())).isEmpty();
    }
  }

  @Override
  boolean opened(WorkbenchModel model) {
    return model.ready().get() && !model.rules().rules().get().isEmpty();
  }

  @Override
  int patienceSeconds() {
    return 60;
  }

  private Document document(WorkbenchModel model) {
    return model.rules().documents().getFirst();
  }

  private void edit(WorkbenchModel model, String text) throws Exception {
    onUi(() -> {
      model.rules().edited(document(model), text);
      return true;
    });
  }
}
