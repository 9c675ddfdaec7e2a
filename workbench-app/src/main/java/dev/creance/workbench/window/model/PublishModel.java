package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.ReleaseDesk;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.ReleaseCard;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * The releases of the workspace: what they change, what they are worth, who approves them; and the
 * clusters that they go to.
 */
public final class PublishModel implements AutoCloseable {
  private final ReleaseDesk desk;
  private final Status status;
  private final ObjectProperty<ReleaseCard.@Nullable All> releases = new SimpleObjectProperty<>();
  private final StringProperty chosen = new SimpleStringProperty("");
  private final IntegerProperty look = new SimpleIntegerProperty();
  private final IntegerProperty side = new SimpleIntegerProperty();
  private final ClustersModel clusters;
  private boolean shown;

  PublishModel(Workspace workspace, Status status, Executor ui) {
    this.desk = new ReleaseDesk(workspace);
    this.status = status;
    this.clusters = new ClustersModel(workspace, status, ui);
    side.addListener((property, before, now) -> show(shown));
  }

  /** What is shown: 0 releases, 1 clusters. */
  public IntegerProperty side() {
    return side;
  }

  public ClustersModel clusters() {
    return clusters;
  }

  /** All releases; null until they are read. */
  public ReadOnlyObjectProperty<ReleaseCard.@Nullable All> releases() {
    return releases;
  }

  /** The folder of the release that is looked at. */
  public StringProperty chosen() {
    return chosen;
  }

  /** Of a release: 0 what changes, 1 its measures, 2 the text. */
  public IntegerProperty look() {
    return look;
  }

  void show(boolean now) {
    shown = now;
    clusters.show(now && side.get() == 1);
    if (now && side.get() == 0) {
      load();
    }
  }

  /** Reads the releases again. */
  public void load() {
    status.follow(
        "reading releases",
        desk.all(),
        all -> {
          boolean there =
              all.releases().stream().anyMatch(one -> one.folder().toString().equals(chosen.get()));
          if (!there) {
            chosen.set(
                all.releases().isEmpty() ? "" : all.releases().getFirst().folder().toString());
          }
          releases.set(all);
        });
  }

  /** Approves a release with somebody's key. */
  public void approve(ReleaseCard release, String person, String keyFile, String comment) {
    if (person.isBlank() || keyFile.isBlank()) {
      status.wrong("An approval needs a person whom the policy names, and that person's key file.");
      return;
    }
    status.follow(
        "signing " + release.name() + " " + release.version(),
        desk.approve(release.folder(), person.strip(), Path.of(keyFile.strip()), comment.strip()),
        digest -> {
          status.say(release.name() + " " + release.version() + " approved by " + person.strip());
          load();
        });
  }

  @Override
  public void close() {
    clusters.close();
    desk.close();
  }
}
