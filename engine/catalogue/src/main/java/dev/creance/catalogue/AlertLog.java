package dev.creance.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts of production that a workspace knows, each once. For one thread at a time, as its
 * catalogue.
 */
public final class AlertLog {
  private static final int IDENTITY_BYTES = 16;
  private static final long NANOS = 1_000_000_000L;

  private final Catalogue catalogue;
  private final Sql sql;

  AlertLog(Catalogue catalogue, Sql sql) {
    this.catalogue = catalogue;
    this.sql = sql;
  }

  /**
   * Adds alerts, all of them or none.
   *
   * @return how many of them were not known yet
   */
  public long add(List<SeenAlert> alerts) throws CatalogueException {
    return catalogue.change(() -> {
      Map<String, Long> rules = new HashMap<>();
      Map<String, Long> hosts = new HashMap<>();
      long added = 0;
      for (SeenAlert alert : alerts) {
        Long rule = rules.get(alert.rule());
        if (rule == null) {
          rule = rule(alert);
          rules.put(alert.rule(), rule);
        }
        Long host = hosts.get(alert.host());
        if (host == null) {
          host = host(alert);
          hosts.put(alert.host(), host);
        }
        added +=
            sql.run(
                "INSERT OR IGNORE INTO alert VALUES (?, ?, ?, ?)",
                digest(alert.identity()),
                rule,
                host,
                alert.time());
      }
      return added;
    });
  }

  private long rule(SeenAlert alert) throws SQLException {
    return sql.number(
        "INSERT INTO alert_rule (name, priority) VALUES (?, ?) ON CONFLICT (name)"
            + " DO UPDATE SET priority = excluded.priority RETURNING id",
        alert.rule(),
        alert.priority());
  }

  private long host(SeenAlert alert) throws SQLException {
    return sql.number(
        "INSERT INTO alert_host (name) VALUES (?) ON CONFLICT (name)"
            + " DO UPDATE SET name = excluded.name RETURNING id",
        alert.host());
  }

  private static byte[] digest(String identity) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(
          sha256.digest(identity.getBytes(StandardCharsets.UTF_8)), IDENTITY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** All alerts from a moment on. */
  public AlertSums sums(Instant since) throws CatalogueException {
    return catalogue.ask(() -> {
      // An older catalogue that may not be written here knows no alerts.
      if (sql.number("SELECT count(*) FROM sqlite_schema WHERE name = 'alert'") == 0) {
        return AlertSums.NONE;
      }
      long from = nanos(since);
      List<AlertSums.OfRule> rules =
          sql.query(
              AlertLog::sum,
              """
              SELECT alert_rule.name, priority, count(*) AS alerts,
                  count(DISTINCT nullif(alert_host.name, '')), min(time), max(time)
              FROM alert JOIN alert_rule ON rule = alert_rule.id
                  JOIN alert_host ON host = alert_host.id
              WHERE time >= ? GROUP BY rule ORDER BY alerts DESC, alert_rule.name\
              """,
              from);
      long hosts =
          sql.number(
              "SELECT count(DISTINCT host) FROM alert JOIN alert_host ON host = alert_host.id"
                  + " WHERE time >= ? AND name <> ''",
              from);
      return AlertSums.of(rules, Math.toIntExact(hosts));
    });
  }

  private static AlertSums.OfRule sum(ResultSet row) throws SQLException {
    return new AlertSums.OfRule(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getInt(4),
        instant(row.getLong(5)),
        instant(row.getLong(6)));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
  }
}
