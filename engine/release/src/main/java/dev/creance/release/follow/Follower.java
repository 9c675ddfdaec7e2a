package dev.creance.release.follow;

import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Verdict;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.ReleaseManifest;
import dev.creance.release.follow.ReleaseStore.Stored;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.publish.UnfitException;
import dev.creance.release.registry.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node at the release that a channel points at. Nothing runs that is not whole and let
 * through by the policy, at the moment that it is loaded from the registry and again when it is
 * loaded from the disk. A release whose sequence is below the running one's is refused, unless
 * somebody whom the policy lets signed the way back from exactly the running one. For one thread.
 */
public final class Follower {
  /** After a refusal the release is fetched again at the 1st, 2nd, 4th, … look, then each 16th. */
  private static final int LONGEST_BREAK = 16;

  private final Fetcher fetcher;
  private final Reference channel;
  private final PolicySource policy;
  private final ReleaseStore store;
  private final RulesGate gate;
  private final String ruleset;
  private @Nullable Stored running;
  private String refusedArtifact = "";
  private int looksUntilFetch;
  private int lastBreak;

  /** Reads the policy anew: it may change while a node runs. */
  @FunctionalInterface
  public interface PolicySource {
    Policy read() throws IOException, ReleaseException;
  }

  /**
   * @param ruleset the name that releases must have; empty for that of the first one that ran
   */
  public Follower(
      Fetcher fetcher,
      Reference channel,
      PolicySource policy,
      ReleaseStore store,
      RulesGate gate,
      String ruleset) {
    this.fetcher = fetcher;
    this.channel = channel;
    this.policy = policy;
    this.store = store;
    this.gate = gate;
    this.ruleset = ruleset;
  }

  /** What came of a look at the channel. */
  public sealed interface Outcome {
    /**
     * The channel points at what it pointed at before.
     *
     * @param refused whether that was refused
     */
    record Unchanged(boolean refused) implements Outcome {}

    /** A release began to run. */
    record Installed(String artifact, Release release) implements Outcome {}

    /**
     * What the channel points at may not run; what ran goes on.
     *
     * @param artifact its digest; empty when not even that is known
     */
    record Refused(String artifact, Refusal refusal) implements Outcome {}
  }

  /** The release that runs; empty before there is one. */
  public Optional<Stored> running() {
    return Optional.ofNullable(running);
  }

  /**
   * Runs what the disk has: the release that ran last, or if that may not run any more, the latest
   * older one that may.
   *
   * @return refusals on the way; empty when the last one runs, or there was none
   */
  public List<Refusal> resume() throws IOException, ReleaseException {
    Policy now = policy.read();
    List<Refusal> refusals = new ArrayList<>();
    long bound = Long.MAX_VALUE;
    try {
      Optional<Stored> last = store.current();
      if (last.isEmpty()) {
        return List.of();
      }
      bound = last.get().release().manifest().sequence();
      if (runs(now, last.get(), refusals)) {
        return refusals;
      }
    } catch (ReleaseException e) {
      refusals.add(new Refusal(Refusal.Kind.DAMAGED, String.valueOf(e.getMessage())));
    }
    List<Stored> others = new ArrayList<>(store.all());
    others.sort(
        Comparator.comparingLong((Stored stored) -> stored.release().manifest().sequence())
            .reversed());
    for (Stored other : others) {
      if (other.release().manifest().sequence() <= bound && runs(now, other, refusals)) {
        break;
      }
    }
    return refusals;
  }

  private boolean runs(Policy now, Stored stored, List<Refusal> refusals) {
    Optional<Refusal> refusal = judge(now, stored.release(), stored.signatures(), false);
    try {
      if (refusal.isEmpty()) {
        gate.prepare(stored.release()).run();
        running = stored;
        return true;
      }
      refusals.add(refusal.get());
    } catch (ReleaseException e) {
      refusals.add(new Refusal(Refusal.Kind.RULES, String.valueOf(e.getMessage())));
    }
    return false;
  }

  /**
   * Looks at the channel once.
   *
   * @throws IOException when the registry or the disk fails; what ran goes on
   * @throws ReleaseException when the policy cannot be read; what ran goes on
   */
  public Outcome look() throws IOException, InterruptedException, ReleaseException {
    Policy now = policy.read();
    String known = running == null ? "" : running.artifact();
    boolean again = !refusedArtifact.isEmpty() && --looksUntilFetch > 0;
    Optional<Fetched> fetched;
    try {
      fetched = fetcher.fetch(channel, again ? refusedArtifact : known);
    } catch (UnfitException e) {
      return refused(
          e.artifact(), new Refusal(Refusal.Kind.DAMAGED, String.valueOf(e.getMessage())));
    } catch (ReleaseException e) {
      return refused("", new Refusal(Refusal.Kind.DAMAGED, String.valueOf(e.getMessage())));
    }
    if (fetched.isEmpty()) {
      if (!again) {
        forgetRefusal();
      }
      return new Outcome.Unchanged(again);
    }
    if (fetched.get().artifact().equals(known)) {
      forgetRefusal(); // the channel went back to what runs
      return new Outcome.Unchanged(false);
    }
    Stored found =
        new Stored(fetched.get().artifact(), fetched.get().release(), fetched.get().signatures());
    Optional<Refusal> refusal = judge(now, found.release(), found.signatures(), true);
    if (refusal.isPresent()) {
      return refused(found.artifact(), refusal.get());
    }
    Runnable run;
    try {
      run = gate.prepare(found.release());
    } catch (ReleaseException e) {
      return refused(
          found.artifact(), new Refusal(Refusal.Kind.RULES, String.valueOf(e.getMessage())));
    }
    store.install(found);
    run.run();
    running = found;
    forgetRefusal();
    return new Outcome.Installed(found.artifact(), found.release());
  }

  private Outcome refused(String artifact, Refusal refusal) {
    boolean same = artifact.equals(refusedArtifact) && lastBreak > 0;
    lastBreak = same ? Math.min(LONGEST_BREAK, lastBreak * 2) : 1;
    looksUntilFetch = lastBreak;
    refusedArtifact = artifact;
    return new Outcome.Refused(artifact, refusal);
  }

  private void forgetRefusal() {
    refusedArtifact = "";
    lastBreak = 0;
    looksUntilFetch = 0;
  }

  private Optional<Refusal> judge(
      Policy now, Release release, List<Signature> signatures, boolean isNew) {
    Verdict verdict = new Verifier(now).judge(release, signatures);
    if (!verdict.accepted()) {
      return Optional.of(
          new Refusal(
              kind(verdict.problems().getFirst().kind()), String.join("; ", verdict.reasons())));
    }
    Stored before = running;
    ReleaseManifest manifest = release.manifest();
    String wanted = !ruleset.isEmpty() ? ruleset : before == null ? "" : name(before);
    if (!wanted.isEmpty() && !wanted.equals(manifest.name())) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.OTHER_RULESET,
              "it is a release of " + manifest.name() + ", this node runs " + wanted));
    }
    if (isNew
        && before != null
        && manifest.sequence() <= before.release().manifest().sequence()
        && !release.digest().equals(before.release().digest())
        && !verdict.mayReplace().contains(before.release().digest())) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.DOWNGRADE,
              "its sequence is "
                  + manifest.sequence()
                  + ", that of the running release "
                  + before.release().manifest().sequence()
                  + ", and nobody signed the way back from "
                  + before.release().digest()));
    }
    return Optional.empty();
  }

  private static String name(Stored stored) {
    return stored.release().manifest().name();
  }

  private static Refusal.Kind kind(Verdict.Kind kind) {
    return switch (kind) {
      case UNSIGNED -> Refusal.Kind.UNSIGNED;
      case SIGNATURE -> Refusal.Kind.SIGNATURE;
      case SELF_APPROVED -> Refusal.Kind.SELF_APPROVED;
      case APPROVALS -> Refusal.Kind.APPROVALS;
    };
  }
}
