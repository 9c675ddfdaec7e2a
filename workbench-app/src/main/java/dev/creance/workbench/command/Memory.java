package dev.creance.workbench.command;

import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.CatalogueException;
import dev.creance.catalogue.Workspace;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The workspace that a command remembers in and asks: the one that is named, else the nearest one
 * upwards from here. Trouble with its catalogue is said and stops nothing.
 */
final class Memory {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description =
          "The workspace that remembers runs; it becomes one if it is none yet. Default: the nearest"
              + " folder upwards from here that has .creance/catalogue.db in it.")
  private @Nullable Path folder;

  /** The workspace, if there is one. */
  Optional<Workspace> workspace() {
    return folder == null ? Workspace.around(Path.of("")) : Optional.of(new Workspace(folder));
  }

  /** What is asked of a catalogue, or told to it. */
  @FunctionalInterface
  interface Question<T> {
    T of(Catalogue catalogue, Workspace workspace) throws CatalogueException;
  }

  /** The answer; nothing where there is no workspace or its catalogue can't be used. */
  <T> Optional<T> ask(Terminal terminal, Question<T> question) {
    Optional<Workspace> workspace = workspace();
    if (workspace.isEmpty()) {
      return Optional.empty();
    }
    try (Catalogue catalogue = Catalogue.open(workspace.get())) {
      return Optional.of(question.of(catalogue, workspace.get()));
    } catch (CatalogueException e) {
      terminal
          .err()
          .println(
              terminal.errInk().in(Style.YELLOW, "creance: nothing was remembered: ")
                  + e.getMessage());
      return Optional.empty();
    }
  }
}
