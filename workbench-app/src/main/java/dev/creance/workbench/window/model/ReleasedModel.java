package dev.creance.workbench.window.model;

import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.ReleasedRules;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.ReleaseBase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the rules hit as they were released last: the second base that edits are held against. */
public final class ReleasedModel implements AutoCloseable {
  private final Laboratory laboratory;
  private final ReleasedRules released;
  private final Status status;
  private final Steps steps;
  private final ObjectProperty<List<ReleaseBase>> bases = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<@Nullable ReleaseBase> base = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Map<String, Long>> hits = new SimpleObjectProperty<>();
  private Ruleset rules = Ruleset.EMPTY;
  private boolean corporaOpen;

  ReleasedModel(Workspace workspace, Laboratory laboratory, Status status, Steps steps) {
    this.laboratory = laboratory;
    this.released = new ReleasedRules(workspace);
    this.status = status;
    this.steps = steps;
  }

  /** The releases of the workspace, the newest first. */
  public ReadOnlyObjectProperty<List<ReleaseBase>> bases() {
    return bases;
  }

  /** The release that is held against; null when there is none or somebody wants none. */
  public ReadOnlyObjectProperty<@Nullable ReleaseBase> base() {
    return base;
  }

  /** Hits of the released rules by name; null while they are not known. */
  public ReadOnlyObjectProperty<@Nullable Map<String, Long>> hits() {
    return hits;
  }

  /**
   * What a rule hits more than its release did.
   *
   * @return null when that is not known, or the release has no such rule or has it switched off
   */
  public @Nullable Long change(String rule, long now) {
    Map<String, Long> then = hits.get();
    Long before = then == null ? null : then.get(rule);
    return before == null ? null : Long.valueOf(now - before);
  }

  /** Whether the release is measured and lacks a rule. */
  public boolean isNew(String rule) {
    Map<String, Long> then = hits.get();
    return then != null && !then.containsKey(rule);
  }

  /** Looks for releases again. */
  void look() {
    status.follow(
        "looking for releases",
        released.bases(),
        found -> {
          ReleaseBase now = found.usual() < 0 ? null : found.bases().get(found.usual());
          bases.set(found.bases());
          if (now == null) {
            take(null, Ruleset.EMPTY);
          } else if (!now.equals(base.get())) {
            status.follow(
                "reading release " + now.version(),
                released.rules(now),
                ruleset -> take(now, ruleset));
          }
        });
  }

  /** Holds against another release, or against none, in a step that can be taken back. */
  public void choose(@Nullable ReleaseBase other) {
    ReleaseBase before = base.get();
    if (Objects.equals(before, other)) {
      return;
    }
    hold(other);
    steps.did(
        other == null ? "holding against no release" : "holding against " + other.version(),
        () -> hold(before),
        () -> hold(other));
  }

  private void hold(@Nullable ReleaseBase other) {
    status.follow(
        other == null ? "forgetting the release" : "reading release " + other.version(),
        released.choose(other),
        ruleset -> take(other, ruleset));
  }

  private void take(@Nullable ReleaseBase now, Ruleset ruleset) {
    hits.set(null);
    base.set(now);
    rules = ruleset;
    measure();
  }

  void corporaOpened() {
    corporaOpen = true;
    measure();
  }

  private void measure() {
    if (corporaOpen && base.get() != null) {
      status.follow(
          "measuring the release",
          laboratory.countReleased(rules),
          counted -> hits.set(counted.hits()));
    }
  }

  @Override
  public void close() {
    released.close();
  }
}
