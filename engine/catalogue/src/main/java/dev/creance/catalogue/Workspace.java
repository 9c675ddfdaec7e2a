package dev.creance.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder with rules, and corpora in it or elsewhere, that remembers what was measured. What makes
 * a folder a workspace is its catalogue.
 *
 * @param folder absolute
 */
public record Workspace(Path folder) {
  private static final Path CATALOGUE = Path.of(".creance", "catalogue.db");
  private static final Path AUDIT_TRAIL = Path.of(".creance", "audit.db");

  public Workspace {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The workspace that a place is in: the nearest folder upwards that has a catalogue. */
  public static Optional<Workspace> around(Path place) {
    for (Path folder = place.toAbsolutePath().normalize();
        folder != null;
        folder = folder.getParent()) {
      if (Files.exists(folder.resolve(CATALOGUE))) {
        return Optional.of(new Workspace(folder));
      }
    }
    return Optional.empty();
  }

  /** Where its catalogue is, or would be. */
  public Path catalogue() {
    return folder.resolve(CATALOGUE);
  }

  /**
   * The workspace whose audit trail tells of what is in a place: the nearest folder upwards that
   * has a trail or a catalogue, else the place itself.
   */
  public static Workspace ofReleases(Path place) {
    Path start = place.toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(AUDIT_TRAIL)) || Files.exists(folder.resolve(CATALOGUE))) {
        return new Workspace(folder);
      }
    }
    return new Workspace(start);
  }

  /** Where its audit trail is, or would be. */
  public Path auditTrail() {
    return folder.resolve(AUDIT_TRAIL);
  }

  /** How the catalogue writes a path: from the workspace on, when it is in there. */
  public String written(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(folder) && !absolute.equals(folder)
        ? folder.relativize(absolute).toString()
        : absolute.toString();
  }

  /** The path that the catalogue wrote. */
  public Path path(String written) {
    return folder.resolve(written);
  }
}
