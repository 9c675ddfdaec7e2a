package dev.creance.recorder;

import dev.creance.match.Matching;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.detect.ArmedRules;
import dev.creance.recorder.detect.Detector;
import dev.creance.recorder.detect.RulesException;
import dev.creance.recorder.metrics.MetricsText;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.follow.Follower;
import dev.creance.release.follow.Follower.Outcome;
import dev.creance.release.follow.Pace;
import dev.creance.release.follow.Refusal;
import dev.creance.release.follow.ReleaseStore;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The rules that a channel points at: a thread looks at it, and has the detector swap rules. */
final class FollowedRules implements Detection.RuleKeeper {
  private final Reference channel;
  private final Follower follower;
  private final Pace pace;
  private final Matching matching;
  private final RecordingLog log;
  private final Thread thread = Thread.ofPlatform().name("follow").daemon().unstarted(this::follow);
  private @Nullable Detector detector;

  /** Guarded by itself, as is all that is counted here. */
  private final Map<String, Long> looks = new TreeMap<>();

  private final Map<Refusal.Kind, Long> refusals = new EnumMap<>(Refusal.Kind.class);
  private @Nullable Release running;
  private String artifact = "";
  private double loadedAt;
  private double answeredAt;
  private long loadErrors;
  private Outcome.@Nullable Refused refused;
  private String problem = "";

  FollowedRules(
      Registry registry,
      Reference channel,
      Follower.PolicySource policy,
      ReleaseStore store,
      String ruleset,
      Duration every,
      Matching matching,
      RecordingLog log) {
    this.channel = channel;
    this.pace = new Pace(every);
    this.matching = matching;
    this.log = log;
    this.follower =
        new Follower(new Fetcher(registry), channel, policy, store, this::prepare, ruleset);
    for (String result : new String[] {"unchanged", "installed", "refused", "error"}) {
      looks.put(result, 0L);
    }
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      refusals.put(kind, 0L);
    }
  }

  /** Runs what the disk has, then begins to look. Without anything, looks at once. */
  @Override
  public void start(Detector to) throws IOException {
    detector = to;
    try {
      for (Refusal refusal : follower.resume()) {
        log.problem("what is on the disk may not run: " + refusal.message());
        count(refusal);
      }
      follower.running().ifPresent(stored -> ran(stored.artifact(), stored.release()));
    } catch (ReleaseException e) {
      log.problem(String.valueOf(e.getMessage()));
    }
    thread.start();
  }

  private Runnable prepare(Release release) throws ReleaseException {
    ArmedRules ready;
    try {
      ready = RuleFiles.load(release, matching);
    } catch (RulesException e) {
      synchronized (looks) {
        loadErrors++;
      }
      throw new ReleaseException(String.valueOf(e.getMessage()), e);
    }
    Detector to = detector;
    if (to == null) {
      throw new IllegalStateException("not started");
    }
    return () ->
        to.use(
            ready, first -> log.note("release " + release.digest() + " runs from event " + first));
  }

  private void follow() {
    try {
      while (true) {
        look();
        Thread.sleep(pace.pause(ThreadLocalRandom.current()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      Outcome outcome = follower.look();
      switch (outcome) {
        case Outcome.Unchanged(boolean stillRefused) -> unchanged(stillRefused);
        case Outcome.Installed(String digest, Release release) -> {
          log.note(
              channel
                  + ": release "
                  + release.manifest().name()
                  + " "
                  + release.manifest().version()
                  + ", "
                  + release.digest());
          answered("installed");
          ran(digest, release);
        }
        case Outcome.Refused now -> refused(now);
      }
    } catch (IOException | ReleaseException | RuntimeException e) {
      error(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void unchanged(boolean stillRefused) {
    answered("unchanged");
    if (!stillRefused) {
      synchronized (looks) {
        refused = null;
      }
    }
  }

  private void answered(String result) {
    synchronized (looks) {
      looks.merge(result, 1L, Long::sum);
      answeredAt = System.currentTimeMillis() / 1e3;
      problem = "";
    }
  }

  private void ran(String digest, Release release) {
    synchronized (looks) {
      running = release;
      artifact = digest;
      loadedAt = System.currentTimeMillis() / 1e3;
      refused = null;
    }
  }

  /** Told once for each release that is refused, counted always. */
  private void refused(Outcome.Refused now) {
    answered("refused");
    count(now.refusal());
    synchronized (looks) {
      if (!now.equals(refused)) {
        log.problem(
            channel
                + ": refused ("
                + now.refusal().kind().text()
                + ")"
                + (now.artifact().isEmpty() ? "" : " " + now.artifact())
                + ": "
                + now.refusal().message());
      }
      refused = now;
    }
  }

  private void count(Refusal refusal) {
    synchronized (looks) {
      refusals.merge(refusal.kind(), 1L, Long::sum);
    }
  }

  private void error(String message) {
    synchronized (looks) {
      looks.merge("error", 1L, Long::sum);
      if (!message.equals(problem)) {
        log.problem(channel + ": " + message + "; what runs goes on");
      }
      problem = message;
    }
  }

  @Override
  public String illness() {
    synchronized (looks) {
      if (running != null) {
        return "";
      }
      Outcome.Refused last = refused;
      return "no release runs: "
          + (last != null ? last.refusal().message() : problem.isEmpty() ? "not yet" : problem);
    }
  }

  @Override
  public void tell(MetricsText page) {
    synchronized (looks) {
      Release now = running;
      page.gauge("creance_agent_release_info", "The release that runs.");
      if (now != null) {
        page.sample(
            1L,
            "channel",
            channel.toString(),
            "release",
            now.digest(),
            "artifact",
            artifact,
            "name",
            now.manifest().name(),
            "version",
            now.manifest().version());
        page.gauge("creance_agent_release_sequence", "Its sequence.")
            .sample(now.manifest().sequence());
        page.gauge("creance_agent_release_loaded_timestamp_seconds", "Since when it runs.")
            .sample(loadedAt);
      }
      page.counter("creance_agent_release_refused_total", "Releases refused.");
      refusals.forEach((kind, count) -> page.sample(count, "reason", kind.text()));
      page.gauge("creance_agent_release_refused_info", "What the channel points at, if refused.");
      Outcome.Refused last = refused;
      if (last != null) {
        page.sample(
            1L,
            "artifact",
            last.artifact(),
            "reason",
            last.refusal().kind().text(),
            "message",
            last.refusal().message());
      }
      page.counter("creance_agent_follow_checks_total", "Looks at the channel.");
      looks.forEach((result, count) -> page.sample(count, "result", result));
      page.gauge(
              "creance_agent_follow_last_success_timestamp_seconds",
              "When the registry last answered.")
          .sample(answeredAt);
      page.counter("creance_agent_load_errors_total", "Rulesets that did not load.")
          .sample(loadErrors);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
