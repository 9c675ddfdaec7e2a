package dev.creance.corpus;

import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Captures and corpora for tests. */
public final class CorpusSamples {
  private CorpusSamples() {}

  /** A capture of the sample workspace, which is in the repository. */
  static Path sampleCapture() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path corpora = folder.resolve("corpora");
      if (Files.isDirectory(corpora)) {
        try (var files = Files.walk(corpora)) {
          Optional<Path> found =
              files.filter(file -> file.toString().endsWith(".scap.gz")).sorted().findFirst();
          if (found.isPresent()) {
            return found.get();
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException("the repository has a folder corpora with captures");
  }

  /** The folder of captures beside the repository, where there is one. */
  static Optional<Path> sharedCaptures() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path captures = folder.resolve("shared/captures");
      if (Files.isDirectory(captures)) {
        return Optional.of(captures);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  static Options state(String engines) {
    return Options.defaults()
        .withContainerEngines(ContainerEngine.parse(engines))
        .withHostUsers(HostUsers.NONE);
  }

  public static Manifest.Capture importCapture(Path capture, Path corpus, String engines)
      throws IOException, InterruptedException {
    return new CorpusImporter(
            corpus, new ImportOptions(state(engines), engines, List.of()), ImportProgress.NONE)
        .add(capture)
        .capture();
  }
}
