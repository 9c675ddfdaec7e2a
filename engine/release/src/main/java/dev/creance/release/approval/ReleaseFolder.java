package dev.creance.release.approval;

import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A release in a folder, as it goes from its author to who approves it: {@code manifest.json},
 * {@code report.json}, {@code signatures.json} and {@code rules/}.
 */
public final class ReleaseFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String REPORT = "report.json";
  private static final String SIGNATURES = "signatures.json";
  private static final String RULES = "rules";

  private final Path folder;

  public ReleaseFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a release; the folder is there whole or not at all.
   *
   * @throws FileAlreadyExistsException when there is such a folder: a release never changes
   */
  public void write(Release release, List<Signature> signatures) throws IOException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(
          folder.toString(), null, "is there already, and a release never changes");
    }
    Path parent = folder.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path made = Files.createTempDirectory(parent, ".release");
    try {
      Files.write(made.resolve(MANIFEST), release.manifestBytes());
      Files.write(made.resolve(REPORT), release.reportBytes());
      Files.write(made.resolve(SIGNATURES), ApprovalFiles.write(signatures));
      Path rules = Files.createDirectory(made.resolve(RULES));
      for (RuleFile file : release.files()) {
        Files.write(rules.resolve(file.name()), file.content());
      }
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(made);
    }
  }

  private static void delete(Path made) throws IOException {
    if (!Files.exists(made)) {
      return;
    }
    for (Path inner : List.of(made.resolve(RULES), made)) {
      if (Files.isDirectory(inner)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(inner)) {
          for (Path file : files) {
            Files.deleteIfExists(file);
          }
        }
        Files.deleteIfExists(inner);
      }
    }
  }

  /**
   * Reads a release.
   *
   * @throws ReleaseException when it is none, or its parts do not fit together
   */
  public Release release() throws IOException, ReleaseException {
    List<RuleFile> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(RULES))) {
      for (Path entry : entries) {
        files.add(new RuleFile(entry.getFileName().toString(), Files.readAllBytes(entry)));
      }
      return Release.read(
          Files.readAllBytes(folder.resolve(MANIFEST)),
          Files.readAllBytes(folder.resolve(REPORT)),
          files);
    } catch (NoSuchFileException e) {
      throw new ReleaseException(
          folder
              + ": is no release: "
              + e.getFile()
              + " is not there; `creance release build`"
              + " makes one",
          e);
    } catch (ReleaseException e) {
      throw new ReleaseException(folder + ": " + e.getMessage(), e);
    }
  }

  /** What people signed of it. */
  public List<Signature> signatures() throws IOException, ReleaseException {
    try {
      return ApprovalFiles.signatures(Files.readAllBytes(folder.resolve(SIGNATURES)));
    } catch (ReleaseException e) {
      throw new ReleaseException(folder + ": " + e.getMessage(), e);
    }
  }

  /** Adds somebody's signature. */
  public void add(Signature signature) throws IOException, ReleaseException {
    List<Signature> all = new ArrayList<>(signatures());
    all.removeIf(
        other -> other.person().equals(signature.person()) && other.role() == signature.role());
    all.add(signature);
    Path made = Files.createTempFile(folder, ".signatures", ".json");
    try {
      Files.write(made, ApprovalFiles.write(all));
      Files.move(
          made,
          folder.resolve(SIGNATURES),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
