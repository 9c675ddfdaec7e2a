package dev.creance.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who did what with releases, in the workspace's file {@code .creance/audit.db}: entries are added
 * and never changed or deleted (the file's own triggers refuse it), and each carries the hash of
 * the one before it, so that whoever edits the file past SQLite is found out, by entry.
 *
 * <p>What a chain alone cannot tell is that its end was cut off, or that all of it was written
 * anew: for that the hash of the last entry is kept elsewhere, as an exported trail does.
 *
 * <p>For one thread; several processes may add at once.
 */
public final class AuditTrail implements AutoCloseable {
  private static final String COLUMNS =
      "sequence, time, actor, action, subject, detail, previous, hash";

  private final Path file;
  private final Connection connection;
  private final Sql sql;
  private final Clock clock;

  private AuditTrail(Path file, Connection connection, Clock clock) {
    this.file = file;
    this.connection = connection;
    this.sql = new Sql(connection);
    this.clock = clock;
  }

  /** Opens the trail of a workspace, making it when there is none. */
  public static AuditTrail open(Workspace workspace) throws AuditException {
    return open(workspace, Clock.systemUTC());
  }

  /**
   * Opens the trail of a workspace, making it when there is none.
   *
   * @param clock what entries have their time from
   */
  public static AuditTrail open(Workspace workspace, Clock clock) throws AuditException {
    Path file = workspace.auditTrail();
    try {
      Catalogue.makeFolder(file);
      Connection connection = Connections.forWriting(file);
      try {
        Schema.audit().migrate(connection, file);
        return new AuditTrail(file, connection, clock);
      } catch (SQLException | CatalogueException e) {
        Connections.close(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw AuditException.of(file, CatalogueException.of(file, e));
    } catch (CatalogueException e) {
      throw AuditException.of(file, e);
    }
  }

  /**
   * Opens a trail that is there.
   *
   * @throws AuditException when there is none
   */
  public static AuditTrail existing(Workspace workspace) throws AuditException {
    Path file = workspace.auditTrail();
    if (!Files.exists(file)) {
      throw new AuditException(
          file, "there is no audit trail; the first 'creance release build' begins one");
    }
    return open(workspace);
  }

  /** Adds an entry. */
  public AuditEntry append(String actor, AuditAction action, String subject, String detail)
      throws AuditException {
    return append(actor, action, subject, detail, -1).orElseThrow();
  }

  /**
   * Adds an entry if nothing was added about its subject since.
   *
   * @param detail a JSON object
   * @param expected the sequence of the newest entry about the subject, 0 when there was none; -1
   *     to add in any case
   * @return empty when somebody else was quicker
   */
  public Optional<AuditEntry> append(
      String actor, AuditAction action, String subject, String detail, long expected)
      throws AuditException {
    return ask(() ->
        Connections.transaction(
            connection,
            () -> {
              long newest =
                  sql.number(
                      "SELECT coalesce(max(sequence), 0) FROM entry WHERE subject = ?", subject);
              if (expected >= 0 && newest != expected) {
                return Optional.<AuditEntry>empty();
              }
              Optional<AuditEntry> last = last();
              AuditEntry entry =
                  AuditEntry.after(
                      last.map(AuditEntry::sequence).orElse(0L) + 1,
                      last.map(AuditEntry::hash).orElse(AuditEntry.FIRST),
                      clock.instant(),
                      actor,
                      action,
                      subject,
                      detail);
              sql.run(
                  "INSERT INTO entry (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                  entry.sequence(),
                  entry.time(),
                  entry.actor(),
                  entry.action(),
                  entry.subject(),
                  entry.detail(),
                  entry.previous(),
                  entry.hash());
              return Optional.of(entry);
            }));
  }

  private Optional<AuditEntry> last() throws SQLException {
    return sql
        .query(
            AuditTrail::entry, "SELECT " + COLUMNS + " FROM entry ORDER BY sequence DESC LIMIT 1")
        .stream()
        .findFirst();
  }

  /** All entries, the oldest first. */
  public List<AuditEntry> entries() throws AuditException {
    return ask(
        () -> sql.query(AuditTrail::entry, "SELECT " + COLUMNS + " FROM entry ORDER BY sequence"));
  }

  /** The entries about a subject, the oldest first. */
  public List<AuditEntry> entries(String subject) throws AuditException {
    return ask(() ->
        sql.query(
            AuditTrail::entry,
            "SELECT " + COLUMNS + " FROM entry WHERE subject = ? ORDER BY sequence",
            subject));
  }

  /** Checks every entry, and that none is missing. */
  public AuditCheck check() throws AuditException {
    List<AuditEntry> entries = entries();
    List<AuditCheck.Problem> problems = new ArrayList<>();
    long expected = 1;
    String head = AuditEntry.FIRST;
    for (AuditEntry entry : entries) {
      if (entry.sequence() != expected) {
        problems.add(
            new AuditCheck.Problem(
                expected,
                expected == entry.sequence() - 1
                    ? "is missing"
                    : "and those up to " + (entry.sequence() - 1) + " are missing"));
      } else if (!entry.previous().equals(head)) {
        problems.add(
            new AuditCheck.Problem(
                entry.sequence(), "does not follow on the one before it: one of them was changed"));
      }
      if (!entry.holds()) {
        problems.add(
            new AuditCheck.Problem(
                entry.sequence(),
                "was changed: its hash is not that of what it says ("
                    + entry.action()
                    + " by "
                    + entry.actor()
                    + " at "
                    + entry.time()
                    + ")"));
      }
      expected = entry.sequence() + 1;
      head = entry.hash();
    }
    long ever =
        ask(() ->
            sql.number(
                "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0)"));
    if (ever >= expected) {
      problems.add(
          new AuditCheck.Problem(
              expected,
              ever == expected ? "is missing" : "and those up to " + ever + " are missing"));
    }
    return new AuditCheck(entries.size(), head, problems);
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8));
  }

  private <T> T ask(Connections.Work<T> work) throws AuditException {
    try {
      return work.apply();
    } catch (SQLException e) {
      throw AuditException.of(file, CatalogueException.of(file, e));
    } catch (CatalogueException e) {
      throw AuditException.of(file, e);
    }
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  @Override
  public void close() throws AuditException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw AuditException.of(file, CatalogueException.of(file, e));
    }
  }
}
