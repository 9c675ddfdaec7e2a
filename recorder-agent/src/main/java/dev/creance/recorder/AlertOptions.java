package dev.creance.recorder;

import dev.creance.recorder.alert.AlertOutput;
import dev.creance.recorder.alert.Delivery;
import dev.creance.recorder.alert.HttpDelivery;
import dev.creance.recorder.alert.LimitedOutput;
import dev.creance.recorder.alert.LineOutput;
import dev.creance.recorder.alert.QueuedOutput;
import dev.creance.recorder.alert.RateLimit;
import dev.creance.recorder.alert.SyslogDelivery;
import dev.creance.recorder.capture.RecordingLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where alerts go, as a command line says it. */
final class AlertOptions {
  static final String HELP =
      """

      alerts (of detect and follow)
        --text                lines of text on standard output, not JSON; --quiet: nothing there
        --alerts FILE         Falco's JSON lines, appended to a file
        --http URL            posts Falco's JSON, as falcosidekick takes it; repeatable
        --slack URL           posts messages to a Slack webhook; --slack-file FILE: the URL is in a file
        --syslog WHERE        unix:/dev/log or udp:host:514; --syslog-format 3164|5424, --syslog-facility N
        --rate N/TIME         at most so many alerts of one rule in a time (100/1m); the others are counted
        --slack-rate N/TIME   likewise for Slack (20/1m)
        --queue FOLDER        where alerts wait for receivers that are away (creance-alerts)
        --queue-size SIZE     how much may wait for each of them (64M)
      """;

  static final Set<String> VALUES =
      Set.of(
          "--alerts",
          "--http",
          "--slack",
          "--slack-file",
          "--syslog",
          "--syslog-format",
          "--syslog-facility",
          "--rate",
          "--slack-rate",
          "--queue",
          "--queue-size");
  static final Set<String> FLAGS = Set.of("--text", "--quiet");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LOCAL0 = 16;
  private static final String SLACK_RATE = "20/1m";

  private final Arguments arguments;
  private final String host;
  private final RecordingLog log;
  private final @Nullable RateLimit rate;
  private final RateLimit slackRate;

  /**
   * @param host what alerts call the machine
   */
  AlertOptions(Arguments arguments, String host, RecordingLog log) throws UsageException {
    this.arguments = arguments;
    this.host = host;
    this.log = log;
    try {
      String asked = arguments.value("--rate");
      this.rate = asked == null ? null : RateLimit.parse(asked);
      String forSlack = arguments.value("--slack-rate");
      this.slackRate = RateLimit.parse(forSlack == null ? SLACK_RATE : forSlack);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Opens all outputs; whoever gets them closes them. */
  List<AlertOutput> open() throws UsageException, IOException {
    List<AlertOutput> outputs = new ArrayList<>();
    boolean done = false;
    try {
      if (!arguments.flag("--quiet")) {
        outputs.add(
            limited(
                LineOutput.stream(
                    "stdout",
                    new FileOutputStream(FileDescriptor.out),
                    !arguments.flag("--text"))));
      }
      for (String file : arguments.values("--alerts")) {
        outputs.add(limited(LineOutput.file(Path.of(file), true)));
      }
      int number = 0;
      for (String url : arguments.values("--http")) {
        String name = number == 0 ? "http" : "http" + (number + 1);
        outputs.add(limited(queued(name, HttpDelivery.falco(uri("--http", url), PATIENCE))));
        number++;
      }
      String slack = slack();
      if (slack != null) {
        outputs.add(
            limit(queued("slack", HttpDelivery.slack(uri("--slack", slack), PATIENCE)), slackRate));
      }
      String syslog = arguments.value("--syslog");
      if (syslog != null) {
        outputs.add(limited(queued("syslog", syslog(syslog))));
      }
      done = true;
      return outputs;
    } finally {
      if (!done) {
        for (AlertOutput output : outputs) {
          output.close();
        }
      }
    }
  }

  private SyslogDelivery syslog(String where) throws UsageException {
    try {
      return SyslogDelivery.to(
          where,
          arguments.number("--syslog-format", 0),
          arguments.number("--syslog-facility", LOCAL0),
          host);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--syslog " + e.getMessage());
    }
  }

  private @Nullable String slack() throws IOException {
    String file = arguments.value("--slack-file");
    return file == null ? arguments.value("--slack") : Files.readString(Path.of(file)).strip();
  }

  private static URI uri(String option, String text) throws UsageException {
    if (!text.matches("https?://[^\\s]+")) {
      throw new UsageException(option + " needs an address that begins with http:// or https://");
    }
    return URI.create(text);
  }

  private AlertOutput queued(String name, Delivery delivery) throws UsageException, IOException {
    String folder = arguments.value("--queue");
    return QueuedOutput.start(
        name,
        Path.of(folder == null ? "creance-alerts" : folder).resolve(name),
        arguments.size("--queue-size", 64L << 20),
        delivery,
        log);
  }

  private AlertOutput limited(AlertOutput output) {
    return rate == null ? output : limit(output, rate);
  }

  private AlertOutput limit(AlertOutput output, RateLimit to) {
    return new LimitedOutput(output, to, host, System::nanoTime);
  }
}
