package dev.creance.recorder;

import dev.creance.grammar.rules.RuleSources;
import dev.creance.recorder.detect.ArmedRules;
import dev.creance.recorder.detect.Detector;
import dev.creance.recorder.detect.RulesException;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.metrics.MetricsText;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.bundle.ReleaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code detect}: events against rules that stay the same. */
final class DetectCommand {
  static final String HELP =
      """

      detect
        --rules FILE|FOLDER   rules to evaluate, in this order; repeatable
        --release FOLDER      the rules of a release
        CAPTURE               events of a capture, not of this machine
      """;

  private static final int NO = 1;

  private final List<Path> rules;
  private final @Nullable Path release;
  private final DetectOptions options;

  DetectCommand(List<String> line) throws UsageException, IOException {
    Arguments arguments = DetectOptions.arguments(line, Set.of("--rules", "--release"), Set.of());
    if (arguments.words().size() > 1) {
      throw new UsageException("unexpected word " + arguments.words().get(1));
    }
    List<Path> files = arguments.values("--rules").stream().map(Path::of).toList();
    String release = arguments.value("--release");
    if (files.isEmpty() == (release == null)) {
      throw new UsageException("detect needs --rules FILE, or --release FOLDER");
    }
    this.rules = files;
    this.release = release == null ? null : Path.of(release);
    this.options =
        DetectOptions.of(
            arguments, arguments.words().isEmpty() ? null : arguments.words().getFirst());
  }

  int run() throws UsageException, MissingFeatureException, IOException, InterruptedException {
    ArmedRules armed;
    try {
      armed =
          release == null
              ? ArmedRules.load(
                  rules.getFirst().toString(), RuleSources.read(rules), options.matching())
              : RuleFiles.load(new ReleaseFolder(release).release(), options.matching());
    } catch (RulesException | ReleaseException e) {
      new StandardErrorLog().problem(String.valueOf(e.getMessage()));
      return NO;
    }
    return new Detection(options).run(new Fixed(armed));
  }

  /** Rules that stay. */
  private record Fixed(ArmedRules rules) implements Detection.RuleKeeper {
    @Override
    public void start(Detector detector) {
      detector.use(rules);
    }

    @Override
    public String illness() {
      return "";
    }

    @Override
    public void tell(MetricsText page) {
      page.counter("creance_agent_load_errors_total", "Rulesets that did not load.").sample(0L);
    }

    @Override
    public void close() {}
  }
}
