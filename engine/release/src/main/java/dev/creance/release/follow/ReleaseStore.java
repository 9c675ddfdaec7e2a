package dev.creance.release.follow;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Signature;
import dev.creance.release.bundle.Digest;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verified releases of a node, in a folder: {@code releases/} has each in a folder named by the
 * hexadecimal digits of its digest, and {@code current} says in two lines which one runs: its
 * digest, and the digest of the artifact that it came in. A release is put beside, renamed into
 * place when it is whole, and only then named in {@code current}, which is replaced in one step:
 * however a write ends, {@code current} names a whole release.
 *
 * <p>What is read is read again from its bytes, and has to be judged again: the disk proves
 * nothing.
 */
public final class ReleaseStore {
  private static final String CURRENT = "current";
  private static final String MADE = ".made";
  private static final int KEPT = 3;

  private final Path folder;
  private final Path releases;
  private final Disk disk;

  public ReleaseStore(Path folder) {
    this(folder, Disk.real());
  }

  ReleaseStore(Path folder, Disk disk) {
    this.folder = folder;
    this.releases = folder.resolve("releases");
    this.disk = disk;
  }

  /**
   * A release as it is on the disk, not judged.
   *
   * @param artifact the digest of the artifact it came in; empty when it isn't known
   */
  public record Stored(String artifact, Release release, List<Signature> signatures) {
    public Stored {
      signatures = List.copyOf(signatures);
    }
  }

  /** The release that ran last; empty before the first. */
  public Optional<Stored> current() throws IOException, ReleaseException {
    List<String> lines;
    try {
      lines = Files.readAllLines(folder.resolve(CURRENT));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.size() != 2 || !Digest.isOne(lines.getFirst()) || !Digest.isOne(lines.get(1))) {
      throw new ReleaseException(folder.resolve(CURRENT) + ": names no release");
    }
    Path stored = place(lines.getFirst());
    Stored found = read(stored, lines.get(1));
    if (!found.release().digest().equals(lines.getFirst())) {
      throw new ReleaseException(stored + ": is another release, " + found.release().digest());
    }
    return Optional.of(found);
  }

  /** All releases that can be read, in no order. */
  public List<Stored> all() throws IOException {
    List<Stored> all = new ArrayList<>();
    if (Files.isDirectory(releases)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(releases, "[0-9a-f]*")) {
        for (Path entry : entries) {
          try {
            all.add(read(entry, ""));
          } catch (ReleaseException | NoSuchFileException e) {
            // Not whole, so not there.
          }
        }
      }
    }
    return all;
  }

  private static Stored read(Path stored, String artifact) throws IOException, ReleaseException {
    ReleaseFolder read = new ReleaseFolder(stored);
    return new Stored(artifact, read.release(), read.signatures());
  }

  /** Keeps a release that was verified, and names it the one that runs. */
  public void install(Stored verified) throws IOException {
    disk.createDirectories(releases);
    Path place = place(verified.release().digest());
    Path made = releases.resolve(MADE);
    disk.deleteTree(made);
    disk.createDirectories(made.resolve("rules"));
    Release release = verified.release();
    disk.write(made.resolve("manifest.json"), release.manifestBytes());
    disk.write(made.resolve("report.json"), release.reportBytes());
    disk.write(made.resolve("signatures.json"), ApprovalFiles.write(verified.signatures()));
    for (RuleFile file : release.files()) {
      disk.write(made.resolve("rules").resolve(file.name()), file.content());
    }
    if (isWhole(place, release)) {
      // The same release with more signatures: what is there stays whole until the end.
      disk.move(made.resolve("signatures.json"), place.resolve("signatures.json"));
      disk.deleteTree(made);
    } else {
      disk.deleteTree(place);
      disk.move(made, place);
    }
    Path next = folder.resolve(CURRENT + ".next");
    disk.write(
        next,
        (release.digest() + "\n" + verified.artifact() + "\n").getBytes(StandardCharsets.US_ASCII));
    disk.move(next, folder.resolve(CURRENT));
    forgetOld(release);
  }

  private static boolean isWhole(Path place, Release release) throws IOException {
    try {
      return Files.exists(place) && read(place, "").release().digest().equals(release.digest());
    } catch (ReleaseException | NoSuchFileException e) {
      return false;
    }
  }

  /** A few of the latest are kept, so that a node can start whatever happens to the newest. */
  private void forgetOld(Release running) throws IOException {
    List<Stored> all = new ArrayList<>(all());
    all.removeIf(stored -> stored.release().digest().equals(running.digest()));
    all.sort((a, b) ->
        Long.compare(b.release().manifest().sequence(), a.release().manifest().sequence()));
    for (Stored old : all.subList(Math.min(KEPT - 1, all.size()), all.size())) {
      Path place = place(old.release().digest());
      Path gone = releases.resolve(".gone");
      disk.deleteTree(gone);
      disk.move(place, gone);
      disk.deleteTree(gone);
    }
  }

  private Path place(String digest) {
    return releases.resolve(digest.substring(digest.indexOf(':') + 1));
  }
}
