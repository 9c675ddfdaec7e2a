package dev.creance.recorder;

import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.follow.ReleaseStore;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code follow}: events against the rules that a channel points at. */
final class FollowCommand {
  static final String HELP =
      """

      follow CHANNEL          registry:5000/rules/web:stable
        --policy FILE         who may make and approve releases; read anew at each look
        --state FOLDER        where verified releases are kept (creance-releases)
        --every TIME          how often to look at the channel (60s), give or take a tenth
        --ruleset NAME        releases of this name only; else of the first that ran
        --plain-http          no TLS, on other machines, too
        --docker-config FILE  credentials (the usual place)
      """;

  private static final Set<String> VALUES =
      Set.of("--policy", "--state", "--every", "--ruleset", "--docker-config");
  private static final String METRICS = "127.0.0.1:9376";

  /** Of one request; an agent looks again soon anyway. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int ATTEMPTS = 3;

  private final Reference channel;
  private final Path policy;
  private final Path state;
  private final Duration every;
  private final String ruleset;
  private final RegistryOptions registry;
  private final DetectOptions options;

  FollowCommand(List<String> line, Map<String, String> environment)
      throws UsageException, IOException {
    Arguments arguments =
        DetectOptions.arguments(withMetrics(line), VALUES, Set.of("--plain-http"));
    if (arguments.words().size() != 1) {
      throw new UsageException(
          "follow needs one channel, for example registry:5000/rules/web:stable");
    }
    try {
      this.channel = Reference.parse(arguments.words().getFirst());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    String policyFile = arguments.value("--policy");
    if (policyFile == null) {
      throw new UsageException("follow needs --policy FILE: without one nothing may run");
    }
    this.policy = Path.of(policyFile);
    String folder = arguments.value("--state");
    this.state = Path.of(folder == null ? "creance-releases" : folder);
    this.every = arguments.duration("--every", Duration.ofSeconds(60));
    String name = arguments.value("--ruleset");
    this.ruleset = name == null ? "" : name;
    Path credentials = RecordOptions.path(arguments, "--docker-config");
    this.registry =
        new RegistryOptions(
            Credentials.read(
                credentials != null
                    ? credentials
                    : Credentials.usualFile(
                        environment, Path.of(environment.getOrDefault("HOME", "/")))),
            arguments.flag("--plain-http"),
            PATIENCE,
            ATTEMPTS,
            Duration.ofMillis(500));
    this.options = DetectOptions.of(arguments, null);
  }

  /** Followers are watched: they serve metrics unless told where else. */
  private static List<String> withMetrics(List<String> line) {
    List<String> all = new ArrayList<>(List.of("--metrics-listen", METRICS));
    all.addAll(line);
    return all;
  }

  int run() throws UsageException, MissingFeatureException, IOException, InterruptedException {
    try (Registry connection = new Registry(registry)) {
      return new Detection(options)
          .run(
              new FollowedRules(
                  connection,
                  channel,
                  () -> ApprovalFiles.policy(Files.readAllBytes(policy), policy.toString()),
                  new ReleaseStore(state),
                  ruleset,
                  every,
                  options.matching(),
                  new StandardErrorLog()));
    }
  }
}
