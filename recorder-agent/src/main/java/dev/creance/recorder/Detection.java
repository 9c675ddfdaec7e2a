package dev.creance.recorder;

import dev.creance.events.state.Options;
import dev.creance.recorder.alert.AlertOutput;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.detect.CaptureSource;
import dev.creance.recorder.detect.Detector;
import dev.creance.recorder.detect.EventSource;
import dev.creance.recorder.kernel.MissingFeatureException;
import dev.creance.recorder.metrics.MetricsServer;
import dev.creance.recorder.metrics.MetricsText;
import dev.creance.recorder.metrics.ProcessMetrics;
import dev.creance.recorder.stream.StreamSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events, a detector, outputs and metrics, put together; they end in the reverse order. */
final class Detection {
  private final DetectOptions options;
  private final RecordingLog log = new StandardErrorLog();
  private final StopRequest stop = StopRequest.bySignals();

  /** Who brings the rules, and has something to tell. */
  interface RuleKeeper extends MetricsText.Source, AutoCloseable {
    /** Gives the detector its first rules, and may give it others later. */
    void start(Detector detector) throws IOException, InterruptedException;

    /** Why no rules run; empty when some do. */
    String illness();

    @Override
    void close();
  }

  Detection(DetectOptions options) {
    this.options = options;
  }

  int run(RuleKeeper rules)
      throws UsageException, MissingFeatureException, IOException, InterruptedException {
    List<AlertOutput> outputs = options.alerts().open();
    try {
      return detect(rules, outputs);
    } catch (KernelSource.MissingException e) {
      throw e.missing();
    } finally {
      for (AlertOutput output : outputs) {
        output.close();
      }
    }
  }

  private int detect(RuleKeeper rules, List<AlertOutput> outputs)
      throws IOException, InterruptedException {
    Ending ending =
        new Ending(
            options.duration(),
            options.command(),
            Path.of(options.capture() == null ? "none" : options.capture().toString()),
            stop::make);
    EventSource source = source(ending);
    Detector detector = new Detector(Options.defaults(), options.host(), outputs);
    try (rules) {
      rules.start(detector);
      long start = System.nanoTime();
      try (MetricsServer server = serve(detector, source, rules)) {
        if (server != null) {
          log.note("metrics at port " + server.port());
        }
        source.run(detector, stop::isMade);
      } finally {
        log.note(
            String.format(
                Locale.ROOT,
                "%d alerts from %d events in %.1f s",
                detector.alerts(),
                detector.events(),
                (System.nanoTime() - start) / 1e9));
      }
    }
    return ending.exitCode();
  }

  private EventSource source(Ending ending) throws IOException {
    Path capture = options.capture();
    if (capture != null) {
      return new CaptureSource(capture);
    }
    Path from = options.from();
    if (from != null) {
      ending.start();
      return new StreamSource(from, log);
    }
    return new KernelSource(
        options.watch(),
        () -> {
          log.note("watching");
          try {
            ending.start();
          } catch (IOException e) {
            log.problem("the command did not start: " + e.getMessage());
            stop.make();
          }
        });
  }

  private @Nullable MetricsServer serve(Detector detector, EventSource source, RuleKeeper rules)
      throws IOException {
    if (options.metrics() == null) {
      return null;
    }
    List<MetricsText.Source> sources = new ArrayList<>(List.of(detector, rules));
    sources.add(new ProcessMetrics());
    return MetricsServer.start(
        options.metrics(),
        sources,
        () -> rules.illness().isEmpty() ? source.illness() : rules.illness());
  }
}
