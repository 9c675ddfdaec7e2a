package dev.creance.workbench.window.service;

import dev.creance.workbench.input.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with rules and recordings.
 *
 * <p>Rule files are those below its folder {@code rules}, or the folder itself where there is none,
 * in the order in which they load: {@code falco_rules.yaml} first, as Falco does it, then others by
 * name, then folders. Corpora are folders with a manifest; folders with captures become corpora
 * below {@code .creance/corpora}, which can be deleted at any time.
 *
 * @param ruleFiles in the order of loading
 */
public record Workspace(Path folder, List<Path> ruleFiles, List<Recorded> corpora) {
  private static final String OWN = ".creance";
  private static final int DEPTH = 4;

  public Workspace {
    ruleFiles = List.copyOf(ruleFiles);
    corpora = List.copyOf(corpora);
  }

  /**
   * A corpus, or captures that become one.
   *
   * @param captures to be imported when they are not in it yet
   */
  public record Recorded(String name, Path corpus, List<Path> captures) {
    public Recorded {
      captures = List.copyOf(captures);
    }
  }

  /** Looks what a folder holds. */
  public static Workspace of(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root + ": a workspace is a folder with rules and recordings");
    }
    Path rules = root.resolve("rules");
    List<Path> files = new ArrayList<>();
    rules(Files.isDirectory(rules) ? rules : root, DEPTH, files);
    List<Recorded> corpora = new ArrayList<>();
    corpora(root, root, DEPTH, corpora);
    return new Workspace(root, files, corpora);
  }

  private static void rules(Path folder, int depth, List<Path> into) throws IOException {
    List<Path> entries = entries(folder);
    entries.stream().filter(Workspace::isRuleFile).sorted(LOADING).forEach(into::add);
    if (depth > 0) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry) && !hidden(entry) && !entry.endsWith("tests")) {
          rules(entry, depth - 1, into);
        }
      }
    }
  }

  private static final Comparator<Path> LOADING =
      Comparator.comparing((Path file) -> !file.endsWith("falco_rules.yaml"))
          .thenComparing(Path::compareTo);

  /** Where rules are: the folder {@code rules}, or the workspace itself. */
  public Path rulesFolder() {
    Path rules = folder.resolve("rules");
    return Files.isDirectory(rules) ? rules : folder;
  }

  /** The order in which rule files of this workspace load. */
  public Comparator<Path> loadingOrder() {
    Path root = rulesFolder();
    return (one, other) -> compare(root.relativize(one), root.relativize(other));
  }

  /** Files before folders, at every level. */
  private static int compare(Path one, Path other) {
    int level = 0;
    while (level < one.getNameCount() - 1
        && level < other.getNameCount() - 1
        && one.getName(level).equals(other.getName(level))) {
      level++;
    }
    boolean file = level == one.getNameCount() - 1;
    boolean otherFile = level == other.getNameCount() - 1;
    return file && otherFile
        ? LOADING.compare(one.getName(level), other.getName(level))
        : file != otherFile ? (file ? -1 : 1) : one.getName(level).compareTo(other.getName(level));
  }

  /** The overlay file for new exceptions of a rule: it loads behind the rule's own file. */
  public Path overlayFor(Path ruleFile) {
    Path root = rulesFolder();
    Path overlay = root.resolve("overlays").resolve("exceptions.yaml");
    for (String prefix = "z"; loadingOrder().compare(overlay, ruleFile) < 0; prefix += "z") {
      overlay = root.resolve(prefix + "-overlays").resolve("exceptions.yaml");
    }
    return overlay;
  }

  private static boolean isRuleFile(Path file) {
    String name = file.toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.endsWith(".test.yaml")
        && !name.endsWith(".test.yml")
        && Files.isRegularFile(file)
        && !hidden(file);
  }

  private static void corpora(Path root, Path folder, int depth, List<Recorded> into)
      throws IOException {
    if (FileKind.isCorpus(folder)) {
      into.add(new Recorded(name(root, folder), folder, List.of()));
      return;
    }
    List<Path> entries = entries(folder);
    List<Path> captures =
        entries.stream()
            .filter(file -> file.toString().contains(".scap") && Files.isRegularFile(file))
            .toList();
    if (!captures.isEmpty()) {
      String name = name(root, folder);
      Path corpus = root.resolve(OWN).resolve("corpora").resolve(name.replace('/', '-'));
      into.add(new Recorded(name, corpus, captures));
    }
    if (depth > 0) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry) && !hidden(entry)) {
          corpora(root, entry, depth - 1, into);
        }
      }
    }
  }

  private static String name(Path root, Path folder) {
    String name = root.relativize(folder).toString().replace('\\', '/');
    return name.isEmpty() ? String.valueOf(root.getFileName()) : name;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static boolean hidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  /** Copies captures into the workspace, each into a folder of its own. */
  public void adopt(List<Path> captures) throws IOException {
    for (Path capture : captures) {
      String file = String.valueOf(capture.getFileName());
      if (file.contains(".scap") && Files.isRegularFile(capture)) {
        String name = file.substring(0, file.indexOf(".scap"));
        Path into = folder.resolve("captures").resolve(name.isEmpty() ? "capture" : name);
        Files.createDirectories(into);
        Files.copy(capture, into.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The workspace's own folder, for what can be made again and for unsaved texts. */
  public Path own() {
    return folder.resolve(OWN);
  }

  /** A file's name as seen from the workspace. */
  public String shortName(Path file) {
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }
}
