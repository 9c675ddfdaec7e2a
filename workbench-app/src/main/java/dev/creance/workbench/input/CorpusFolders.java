package dev.creance.workbench.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Corpora as a command line names them: one by one, or by the folder that they are in. */
public final class CorpusFolders {
  private CorpusFolders() {}

  /**
   * The corpora that paths stand for, those in a folder sorted by name.
   *
   * @param named whether the paths were given: then one that has no corpus in it is listed itself,
   *     so that opening it says what is wrong
   */
  public static List<Path> in(List<Path> paths, boolean named) throws IOException {
    List<Path> corpora = new ArrayList<>();
    for (Path path : paths) {
      List<Path> found = FileKind.isCorpus(path) ? List.of(path) : children(path);
      corpora.addAll(found.isEmpty() && named ? List.of(path) : found);
    }
    return corpora;
  }

  /**
   * The corpus that was made of the captures in a folder when its workspace was opened, or the path
   * itself when it is a corpus or none was made.
   */
  public static Path madeOf(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (FileKind.isCorpus(folder)) {
      return path;
    }
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      String name = above.relativize(folder).toString().replace('/', '-').replace('\\', '-');
      Path made = above.resolve(".creance").resolve("corpora").resolve(name);
      if (FileKind.isCorpus(made)) {
        return made;
      }
    }
    return path;
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.filter(FileKind::isCorpus).sorted().toList();
    }
  }
}
