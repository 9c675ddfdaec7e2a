package dev.creance.rollout.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts that Falco or an agent wrote, summed up. Lines that are none are counted, and the rest is
 * used.
 */
public final class ProductionAlerts {
  /** No alert is longer; a file without line breaks must not fill the memory. */
  private static final int LONGEST = 1 << 20;

  private final Map<String, Tally> rules = new TreeMap<>();
  private final Set<String> hosts = new TreeSet<>();
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private long alerts;
  private long unreadable;

  /**
   * A rule's alerts.
   *
   * @param priority as Falco writes it
   * @param hosts the names of those that they came from
   */
  public record Tally(
      String rule, String priority, long count, Instant first, Instant last, Set<String> hosts) {
    public Tally {
      hosts = Set.copyOf(hosts);
    }
  }

  /** Adds the alerts of a file of JSON lines, plain or gzipped. */
  public void addFile(Path file) throws IOException {
    try (BufferedReader lines = reader(file)) {
      StringBuilder line = new StringBuilder();
      boolean tooLong = false;
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c != '\n') {
          tooLong |= line.length() >= LONGEST;
          if (!tooLong) {
            line.append((char) c);
          }
          continue;
        }
        end(line, tooLong);
        tooLong = false;
      }
      end(line, tooLong);
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    Reader reader =
        file.toString().endsWith(".gz")
            ? new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)
            : new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    return new BufferedReader(reader, 1 << 16);
  }

  private void end(StringBuilder line, boolean tooLong) {
    if (tooLong) {
      unreadable++;
    } else if (!line.toString().isBlank()) {
      add(line.toString());
    }
    line.setLength(0);
  }

  /**
   * Adds an alert: {@code {"time", "rule", "priority", "hostname", …}}.
   *
   * @return whether it was one
   */
  public boolean add(String json) {
    try {
      JsonNode alert = JsonMapper.shared().readTree(json);
      String rule = alert.path("rule").asString("");
      Instant time = Instant.parse(alert.path("time").asString(""));
      if (rule.isEmpty()) {
        unreadable++;
        return false;
      }
      add(rule, alert.path("priority").asString(""), alert.path("hostname").asString(""), time);
      return true;
    } catch (JacksonException | DateTimeException e) {
      unreadable++;
      return false;
    }
  }

  private void add(String rule, String priority, String host, Instant time) {
    alerts++;
    if (!host.isEmpty()) {
      hosts.add(host);
    }
    first = time.isBefore(first) ? time : first;
    last = time.isAfter(last) ? time : last;
    Tally before = rules.get(rule);
    if (before == null) {
      rules.put(
          rule, new Tally(rule, priority, 1, time, time, host.isEmpty() ? Set.of() : Set.of(host)));
      return;
    }
    Set<String> of = before.hosts();
    if (!host.isEmpty() && !of.contains(host)) {
      of = new TreeSet<>(of);
      of.add(host);
    }
    rules.put(
        rule,
        new Tally(
            rule,
            before.priority(),
            before.count() + 1,
            time.isBefore(before.first()) ? time : before.first(),
            time.isAfter(before.last()) ? time : before.last(),
            of));
  }

  /** By rule. */
  public Map<String, Tally> rules() {
    return java.util.Collections.unmodifiableMap(rules);
  }

  public long alerts() {
    return alerts;
  }

  /** Lines that are no alerts. */
  public long unreadable() {
    return unreadable;
  }

  /** The hosts that alerts came from. */
  public int hosts() {
    return hosts.size();
  }

  /** From the first alert to the last. */
  public Duration span() {
    return alerts == 0 ? Duration.ZERO : Duration.between(first, last);
  }

  /**
   * The node-hours that these alerts are of, as far as they tell: a node that fired nothing, and
   * time before the first and after the last alert, are not in it.
   */
  public double nodeHours() {
    return Math.max(1, hosts()) * (span().toMillis() / 3_600_000.0);
  }
}
