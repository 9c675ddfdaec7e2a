package dev.creance.catalogue;

import dev.creance.catalogue.KnownCorpus.KnownLabel;
import dev.creance.catalogue.MeasuredRun.RuleFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open catalogue. What is written is there wholly or not at all, also when the machine stops;
 * several processes may read and write at once.
 *
 * <p>For one thread.
 */
public final class Catalogue implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final Sql sql;

  private Catalogue(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.sql = new Sql(connection);
  }

  /**
   * Opens the catalogue of a workspace to write to it, making it when there is none.
   *
   * @throws CatalogueException when it cannot be used; the message says why, in a sentence
   */
  public static Catalogue open(Workspace workspace) throws CatalogueException {
    return open(workspace, Schema.current());
  }

  static Catalogue open(Workspace workspace, Schema schema) throws CatalogueException {
    Path file = workspace.catalogue();
    makeFolder(file);
    if (!writable(file)) {
      throw new CatalogueException(
          CatalogueException.Kind.READ_ONLY, file, "the catalogue may not be written here");
    }
    Connection connection = Connections.forWriting(file);
    try {
      schema.migrate(connection, file);
      return new Catalogue(file, connection);
    } catch (SQLException e) {
      Connections.close(connection, e);
      throw CatalogueException.of(file, e);
    } catch (CatalogueException e) {
      Connections.close(connection, e);
      throw e;
    }
  }

  /** SQLite writes beside the file, too. */
  private static boolean writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return (!Files.exists(file) || Files.isWritable(file))
        && folder != null
        && Files.isWritable(folder);
  }

  static void makeFolder(Path file) throws CatalogueException {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (AccessDeniedException e) {
      throw new CatalogueException(
          CatalogueException.Kind.READ_ONLY, file, "its folder may not be written");
    } catch (FileSystemException e) {
      throw new CatalogueException(
          CatalogueException.Kind.READ_ONLY,
          file,
          "its folder cannot be made ("
              + (e.getReason() == null ? "there is a file of that name" : e.getReason())
              + ")");
    } catch (IOException e) {
      throw new CatalogueException(
          CatalogueException.Kind.READ_ONLY, file, "its folder cannot be made: " + e.getMessage());
    }
  }

  /**
   * Opens the catalogue of a workspace to read it; it may be where nothing can be written.
   *
   * @throws CatalogueException when there is none or it cannot be used
   */
  public static Catalogue read(Workspace workspace) throws CatalogueException {
    Path file = workspace.catalogue();
    if (!Files.exists(file)) {
      throw new CatalogueException(
          CatalogueException.Kind.UNREADABLE,
          file,
          "no catalogue: 'creance measure --workspace " + workspace.folder() + "' begins one");
    }
    if (writable(file)) {
      return open(workspace);
    }
    Connection connection = Connections.forReading(file);
    try {
      Schema schema = Schema.current();
      schema.check(connection, file);
      return new Catalogue(file, connection);
    } catch (SQLException e) {
      Connections.close(connection, e);
      throw CatalogueException.of(file, e);
    } catch (CatalogueException e) {
      Connections.close(connection, e);
      throw e;
    }
  }

  <T> T change(Connections.Work<T> change) throws CatalogueException {
    try {
      return Connections.transaction(connection, change);
    } catch (SQLException e) {
      throw CatalogueException.of(file, e);
    }
  }

  <T> T ask(Connections.Work<T> question) throws CatalogueException {
    try {
      return question.apply();
    } catch (SQLException e) {
      throw CatalogueException.of(file, e);
    }
  }

  /** The alerts of production that it knows. */
  public AlertLog alerts() {
    return new AlertLog(this, sql);
  }

  /** Remembers a corpus, or what has become of it. */
  public void remember(KnownCorpus corpus) throws CatalogueException {
    change(() -> put(corpus, Instant.now()));
  }

  /** Remembers a run, with its corpora; gives its number. */
  public long record(MeasuredRun run) throws CatalogueException {
    return change(() -> {
      long id =
          sql.number(
              "INSERT INTO run (started, rules, selection, elapsed_micros, program)"
                  + " VALUES (?, ?, ?, ?, ?) RETURNING id",
              run.started().toEpochMilli(),
              run.rules(),
              run.selection(),
              run.elapsed().toNanos() / 1000,
              run.program());
      for (int i = 0; i < run.files().size(); i++) {
        RuleFile rules = run.files().get(i);
        sql.run("INSERT INTO run_file VALUES (?, ?, ?, ?)", id, i, rules.path(), rules.digest());
      }
      Map<String, Long> versions = new HashMap<>();
      for (MeasuredRun.OnCorpus measured : run.corpora()) {
        long corpus = put(measured.corpus(), run.started());
        sql.run(
            "INSERT OR IGNORE INTO run_corpus VALUES (?, ?, ?)",
            id,
            corpus,
            measured.corpus().path());
        for (RuleCount count : measured.rules()) {
          put(id, corpus, count, versions);
        }
      }
      return id;
    });
  }

  private void put(long run, long corpus, RuleCount count, Map<String, Long> versions)
      throws SQLException {
    String key = count.version() + count.rule();
    Long version = versions.get(key);
    if (version == null) {
      sql.run(
          "INSERT OR IGNORE INTO rule_version (name, digest) VALUES (?, ?)",
          count.rule(),
          count.version());
      version =
          sql.number(
              "SELECT id FROM rule_version WHERE name = ? AND digest = ?",
              count.rule(),
              count.version());
      versions.put(key, version);
    }
    boolean any = count.hits() > 0;
    sql.run(
        "INSERT OR REPLACE INTO hit VALUES (?, ?, ?, ?, ?, ?)",
        run,
        corpus,
        version,
        count.hits(),
        any ? count.first() : null,
        any ? count.last() : null);
  }

  private long put(KnownCorpus corpus, Instant seen) throws SQLException {
    long id =
        sql.number(
            """
            INSERT INTO corpus (digest, path, captures, hosts, containers, events, dropped,
                recorded_nanos, first_time, last_time, seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET path = excluded.path, seen = excluded.seen
            RETURNING id\
            """,
            corpus.digest(),
            corpus.path(),
            corpus.captures(),
            corpus.hosts(),
            corpus.containers(),
            corpus.events(),
            Sql.orNull(corpus.dropped()),
            corpus.recordedNanos(),
            corpus.firstTime(),
            corpus.lastTime(),
            seen.toEpochMilli());
    sql.run("DELETE FROM corpus_label WHERE corpus = ?", id);
    for (KnownLabel label : corpus.labels()) {
      sql.run(
          "INSERT INTO corpus_label VALUES (?, ?, ?, ?, ?, ?)",
          id,
          label.name(),
          label.technique(),
          label.host(),
          label.start(),
          label.end());
    }
    return id;
  }

  /** All corpora, those seen last first; of those that were in one place, the last one. */
  public List<KnownCorpus> corpora() throws CatalogueException {
    return ask(() -> {
      List<KnownCorpus> all = new ArrayList<>();
      for (long id :
          sql.query(
              row -> row.getLong(1),
              "SELECT id FROM (SELECT id, seen, row_number()"
                  + " OVER (PARTITION BY path ORDER BY seen DESC, id DESC) AS place FROM corpus)"
                  + " WHERE place = 1 ORDER BY seen DESC, id DESC")) {
        List<KnownLabel> labels =
            sql.query(
                Catalogue::label, "SELECT * FROM corpus_label WHERE corpus = ? ORDER BY rowid", id);
        all.addAll(sql.query(row -> corpus(row, labels), "SELECT * FROM corpus WHERE id = ?", id));
      }
      return all;
    });
  }

  private static KnownLabel label(ResultSet row) throws SQLException {
    return new KnownLabel(
        row.getString("name"),
        row.getString("technique"),
        row.getString("host"),
        row.getLong("start_time"),
        row.getLong("end_time"));
  }

  private static KnownCorpus corpus(ResultSet row, List<KnownLabel> labels) throws SQLException {
    return new KnownCorpus(
        row.getString("digest"),
        row.getString("path"),
        row.getLong("captures"),
        row.getLong("hosts"),
        row.getLong("containers"),
        row.getLong("events"),
        Sql.optional(row, "dropped"),
        row.getLong("recorded_nanos"),
        row.getLong("first_time"),
        row.getLong("last_time"),
        labels);
  }

  /** The newest runs, newest first. */
  public List<RunSummary> runs(int limit) throws CatalogueException {
    return ask(() ->
        sql.query(this::run, "SELECT * FROM run ORDER BY started DESC, id DESC LIMIT ?", limit));
  }

  /** A run by its number. */
  public Optional<RunSummary> run(long id) throws CatalogueException {
    return ask(
        () -> sql.query(this::run, "SELECT * FROM run WHERE id = ?", id).stream().findFirst());
  }

  /** The rule files of a run, in their order. */
  public List<RuleFile> files(long run) throws CatalogueException {
    return ask(() ->
        sql.query(
            row -> new RuleFile(row.getString("path"), row.getString("digest")),
            "SELECT path, digest FROM run_file WHERE run = ? ORDER BY position",
            run));
  }

  private RunSummary run(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    List<RunSummary.OnCorpus> corpora =
        sql.query(
            of -> new RunSummary.OnCorpus(of.getString("digest"), of.getString("path")),
            "SELECT digest, run_corpus.path FROM run_corpus JOIN corpus ON corpus = corpus.id"
                + " WHERE run = ? ORDER BY run_corpus.path",
            id);
    long[] sums =
        sql.query(
                of -> new long[] {of.getLong(1), of.getLong(2)},
                "SELECT count(DISTINCT rule_version), coalesce(sum(hits), 0) FROM hit WHERE run ="
                    + " ?",
                id)
            .getFirst();
    return new RunSummary(
        id,
        Instant.ofEpochMilli(row.getLong("started")),
        row.getString("rules"),
        row.getString("selection"),
        Duration.ofNanos(row.getLong("elapsed_micros") * 1000),
        corpora,
        sums[0],
        sums[1]);
  }

  /** How long was recorded in all corpora of a run. */
  public Duration recorded(long run) throws CatalogueException {
    return ask(() ->
        Duration.ofNanos(
            sql.number(
                "SELECT coalesce(sum(recorded_nanos), 0) FROM run_corpus"
                    + " JOIN corpus ON corpus = corpus.id WHERE run = ?",
                run)));
  }

  /** The hits of a run on a corpus, those of most hits first. */
  public List<RuleCount> hits(long run, String corpusDigest) throws CatalogueException {
    return ask(() ->
        sql.query(
            Catalogue::count,
            """
            SELECT rule_version.name, rule_version.digest, hits, hit.first_time, hit.last_time
            FROM hit JOIN rule_version ON rule_version = rule_version.id
                JOIN corpus ON corpus = corpus.id
            WHERE run = ? AND corpus.digest = ? ORDER BY hits DESC, rule_version.name\
            """,
            run,
            corpusDigest));
  }

  private static RuleCount count(ResultSet row) throws SQLException {
    return new RuleCount(
        row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5));
  }

  /** A rule in a run: its version then, and its hits on all corpora of the run. */
  public record RuleInRun(
      long run, Instant started, String version, long hits, long recordedNanos) {}

  /** How often a rule hit in each run that measured it, newest first. */
  public List<RuleInRun> history(String rule, int limit) throws CatalogueException {
    return ask(() ->
        sql.query(
            row ->
                new RuleInRun(
                    row.getLong("id"),
                    Instant.ofEpochMilli(row.getLong("started")),
                    row.getString("digest"),
                    row.getLong("hits"),
                    row.getLong("nanos")),
            """
            SELECT run.id, started, rule_version.digest, sum(hits) AS hits,
                sum(recorded_nanos) AS nanos
            FROM rule_version JOIN hit ON rule_version = rule_version.id
                JOIN run ON run = run.id JOIN corpus ON corpus = corpus.id
            WHERE rule_version.name = ?
            GROUP BY run.id, rule_version.id ORDER BY started DESC, run.id DESC LIMIT ?\
            """,
            rule,
            limit));
  }

  /**
   * The newest run on all of these corpora that is old enough.
   *
   * @param digests of the corpora; the run may have had others, too
   * @param selection what was switched on or off after loading, which must be the same
   * @param notAfter how new it may be
   * @param below only runs of smaller numbers
   */
  public Optional<RunSummary> runOn(
      List<String> digests, String selection, Instant notAfter, long below)
      throws CatalogueException {
    String wanted = String.join(", ", java.util.Collections.nCopies(digests.size(), "?"));
    List<Object> values = new ArrayList<>(digests);
    values.add(selection);
    values.add(notAfter.toEpochMilli());
    values.add(below);
    values.add(digests.stream().distinct().count());
    return ask(() ->
        sql
            .query(
                this::run,
                "SELECT run.* FROM run JOIN run_corpus ON run = run.id"
                    + " JOIN corpus ON corpus = corpus.id"
                    + " WHERE digest IN ("
                    + wanted
                    + ") AND selection = ? AND started <= ? AND run.id < ?"
                    + " GROUP BY run.id HAVING count(DISTINCT digest) = ?"
                    + " ORDER BY started DESC, run.id DESC LIMIT 1",
                values.toArray())
            .stream()
            .findFirst());
  }

  @Override
  public void close() throws CatalogueException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw CatalogueException.of(file, e);
    }
  }
}
