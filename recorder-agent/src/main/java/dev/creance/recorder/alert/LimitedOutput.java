package dev.creance.recorder.alert;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets so many alerts of each rule through and counts the others; every now and then one alert of
 * Creance's own says how many of which rule were held back.
 */
public final class LimitedOutput implements AlertOutput {
  private static final long TELL_EVERY_NANOS = 10_000_000_000L;

  private final AlertOutput next;
  private final RateLimit limit;
  private final LongSupplier clock;
  private final String host;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>();
  private volatile long heldBack;
  private long told;

  /** Of one rule. */
  private static final class Bucket {
    double tokens;
    long filled;
    long held;
  }

  /**
   * @param clock in ns
   * @param host what alerts call the machine
   */
  public LimitedOutput(AlertOutput next, RateLimit limit, String host, LongSupplier clock) {
    this.next = next;
    this.limit = limit;
    this.host = host;
    this.clock = clock;
    this.told = clock.getAsLong();
  }

  @Override
  public String name() {
    return next.name();
  }

  @Override
  public void accept(Alert alert) throws IOException {
    long now = clock.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(alert.rule(), rule -> full(now));
    double perNano = (double) limit.alerts() / limit.time().toNanos();
    bucket.tokens = Math.min(limit.alerts(), bucket.tokens + (now - bucket.filled) * perNano);
    bucket.filled = now;
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      next.accept(alert);
    } else {
      bucket.held++;
      heldBack++;
    }
  }

  private Bucket full(long now) {
    Bucket bucket = new Bucket();
    bucket.tokens = limit.alerts();
    bucket.filled = now;
    return bucket;
  }

  @Override
  public void tick() throws IOException {
    if (clock.getAsLong() - told >= TELL_EVERY_NANOS) {
      told = clock.getAsLong();
      tell();
    }
    next.tick();
  }

  private void tell() throws IOException {
    for (Map.Entry<String, Bucket> entry : buckets.entrySet()) {
      long held = entry.getValue().held;
      if (held > 0) {
        entry.getValue().held = 0;
        next.accept(summary(entry.getKey(), held));
      }
    }
  }

  private Alert summary(String rule, long held) {
    Instant now = Instant.now();
    String message =
        held
            + (held == 1 ? " alert" : " alerts")
            + " held back by the rate limit ("
            + limit.alerts()
            + " in "
            + limit.time().toSeconds()
            + " s): "
            + rule;
    String json =
        "{\"hostname\":"
            + Json.text(host)
            + ",\"output\":"
            + Json.text(message)
            + ",\"output_fields\":{\"held_back\":"
            + held
            + ",\"rule\":"
            + Json.text(rule)
            + "},\"priority\":\"Notice\",\"rule\":\"Creance: alerts held back\",\"source\":\"internal\","
            + "\"tags\":[],\"time\":\""
            + now
            + "\"}";
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return new Alert(
        "Creance: alerts held back", "Notice", "internal", nanos, message, json, Alert.Scene.NONE);
  }

  @Override
  public Counts counts() {
    Counts inner = next.counts();
    return new Counts(
        inner.sent(), inner.waiting(), heldBack, inner.full(), inner.refused(), inner.failures());
  }

  @Override
  public void close() throws IOException {
    try (next) {
      tell();
    }
  }
}
