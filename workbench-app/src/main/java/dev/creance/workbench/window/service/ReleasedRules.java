package dev.creance.workbench.window.service;

import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import dev.creance.rollout.run.OpenRollout;
import dev.creance.rollout.run.RolloutState;
import dev.creance.workbench.window.shown.ReleaseBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of a workspace's releases: what is edited now is held against them. */
public final class ReleasedRules implements AutoCloseable {
  private static final String STABLE = "stable";
  private static final String RUNS = "it runs";
  private static final String NEWEST = "the newest release";

  private final Workspace workspace;
  private final Path remembered;
  private final Jobs jobs = new Jobs("creance-released-window");

  public ReleasedRules(Workspace workspace) {
    this.workspace = workspace;
    this.remembered = workspace.own().resolve("release-base");
  }

  /**
   * The releases that can be held against.
   *
   * @param bases the newest first; those that cannot be read are missing
   * @param usual the number of the one that was chosen last, else of the one that runs, else of the
   *     newest; −1 when there is none or somebody wants none
   */
  public record Bases(List<ReleaseBase> bases, int usual) {
    public Bases {
      bases = List.copyOf(bases);
    }
  }

  /** Looks for releases. */
  public CompletableFuture<Bases> bases() {
    return jobs.newest("bases", 0, this::find);
  }

  private record Found(Path folder, Release release) {}

  private Bases find() throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path folder : ReleaseDesk.folders(workspace)) {
      try {
        found.add(new Found(folder, new ReleaseFolder(folder).release()));
      } catch (IOException | ReleaseException e) {
        // What is wrong with it is said where releases are looked at.
      }
    }
    found.sort(Comparator.comparing((Found one) -> -one.release.manifest().sequence()));
    String runs = running();
    List<ReleaseBase> bases = new ArrayList<>();
    int usual = found.isEmpty() ? -1 : 0;
    for (Found one : found) {
      boolean running = one.release.digest().equals(runs);
      if (running) {
        usual = bases.size();
      }
      bases.add(
          new ReleaseBase(
              one.folder,
              one.release.manifest().name(),
              one.release.manifest().version(),
              running ? RUNS : bases.isEmpty() ? NEWEST : ""));
    }
    return new Bases(bases, chosen(bases, usual));
  }

  private int chosen(List<ReleaseBase> bases, int usual) throws IOException {
    if (!Files.isRegularFile(remembered)) {
      return usual;
    }
    String name = Files.readString(remembered).strip();
    if (name.isEmpty()) {
      return -1;
    }
    for (int i = 0; i < bases.size(); i++) {
      if (workspace.shortName(bases.get(i).folder()).equals(name)) {
        return i;
      }
    }
    return usual;
  }

  /** The digest of the release that the workspace's rollout left on the channel; empty if none. */
  private String running() throws IOException {
    try (Stream<Path> walk = Files.walk(workspace.folder(), ClusterDesk.DEPTH)) {
      for (Path plan : walk.filter(ClusterDesk::isPlan).sorted().toList()) {
        try (OpenRollout open = ClusterDesk.open(plan)) {
          RolloutState state = open.rollout().state();
          RolloutState.Offered before = state.before().get(STABLE);
          String digest =
              state.phase() == RolloutState.Phase.FINISHED
                  ? state.release()
                  : before == null ? "" : before.release();
          if (!digest.isEmpty()) {
            return digest;
          }
        } catch (IOException | RuntimeException e) {
          // What is wrong with a plan is said where rollouts are looked at.
        }
      }
    }
    return "";
  }

  /**
   * The rules of a release, which is remembered as the one to hold against.
   *
   * @param base none with null: that is remembered too
   */
  public CompletableFuture<Ruleset> choose(@Nullable ReleaseBase base) {
    return jobs.newest(
        "rules",
        0,
        () -> {
          Files.createDirectories(workspace.own());
          TextStore.replace(remembered, base == null ? "" : workspace.shortName(base.folder()));
          return base == null ? Ruleset.EMPTY : read(base);
        });
  }

  /** The rules of a release. */
  public CompletableFuture<Ruleset> rules(ReleaseBase base) {
    return jobs.newest("rules", 0, () -> read(base));
  }

  private static Ruleset read(ReleaseBase base) throws IOException, ReleaseException {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (RuleFile file : new ReleaseFolder(base.folder()).release().files()) {
      texts.put(base.folder().resolve(file.name()), RawBytes.decode(file.content()));
    }
    return new RuleTexts().load(texts).ruleset();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
