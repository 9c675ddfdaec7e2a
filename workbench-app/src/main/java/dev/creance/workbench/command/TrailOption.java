package dev.creance.workbench.command;

import dev.creance.catalogue.AuditException;
import dev.creance.catalogue.AuditTrail;
import dev.creance.catalogue.Workspace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which audit trail a command writes to. */
final class TrailOption {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description =
          "The workspace whose audit trail (.creance/audit.db) tells of it (default: the one around"
              + " the release; where there is none, the release's folder becomes one).")
  private @Nullable Path workspace;

  /**
   * The trail for a release in a folder. Nothing is done without an entry in it, so whoever does
   * something opens it first.
   */
  AuditTrail open(Path release) throws AuditException {
    Path absolute = release.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return AuditTrail.open(around(parent == null ? absolute : parent));
  }

  /** The workspace that was named, else the one around a place. */
  Workspace around(Path place) {
    return workspace == null ? Workspace.ofReleases(place) : new Workspace(workspace);
  }

  /** Who does it, when nobody says: whom the machine knows. */
  static String user(String said) {
    return said.isEmpty() ? System.getProperty("user.name", "unknown") : said;
  }
}
