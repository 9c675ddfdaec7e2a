package dev.creance.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The steps by which the schema came to be what it is: a catalogue of any earlier version is taken
 * through those that it lacks, each wholly or not at all. A step that was published never changes.
 */
final class Schema {
  /** {@code CRNC}: tells a catalogue from all other SQLite files. */
  private static final int APPLICATION = 0x43524E43;

  /** {@code CRNA}: an audit trail. */
  private static final int AUDIT_APPLICATION = 0x43524E41;

  private final List<String> steps;
  private final int application;

  /**
   * @param steps SQL scripts, the first of which makes version 1 out of an empty file
   */
  Schema(List<String> steps) {
    this(steps, APPLICATION);
  }

  private Schema(List<String> steps, int application) {
    this.steps = List.copyOf(steps);
    this.application = application;
  }

  static Schema audit() {
    return new Schema(List.of(resource("audit-1.sql")), AUDIT_APPLICATION);
  }

  static Schema current() {
    return new Schema(List.of(resource("schema-1.sql"), resource("schema-2.sql")));
  }

  private static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Brings a catalogue up to date. Of several processes that do so at once, one does.
   *
   * @param connection without a transaction under way, whose transactions lock at once
   * @throws CatalogueException when the file is no catalogue, or newer than this program
   */
  void migrate(Connection connection, Path file) throws SQLException, CatalogueException {
    if (check(connection, file) == steps.size()) {
      return;
    }
    Connections.transaction(
        connection,
        () -> {
          Sql sql = new Sql(connection);
          for (int version = check(connection, file); version < steps.size(); version++) {
            for (String command : commands(steps.get(version))) {
              sql.run(command);
            }
          }
          sql.run("PRAGMA application_id = " + application);
          sql.run("PRAGMA user_version = " + steps.size());
          return steps.size();
        });
  }

  /** The version of a catalogue that this program can use, 0 for an empty file. */
  int check(Connection connection, Path file) throws SQLException, CatalogueException {
    Sql sql = new Sql(connection);
    int version = (int) sql.number("PRAGMA user_version");
    int found = (int) sql.number("PRAGMA application_id");
    boolean empty = sql.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (found != application && !(empty && version == 0)) {
      throw new CatalogueException(
          CatalogueException.Kind.DAMAGED,
          file,
          "this is an SQLite file, but no "
              + (application == APPLICATION ? "catalogue" : "audit trail")
              + " of Creance; it was left as it is");
    }
    if (version > steps.size()) {
      throw new CatalogueException(
          CatalogueException.Kind.TOO_NEW,
          file,
          "the catalogue has schema version "
              + version
              + ", this Creance knows versions up to "
              + steps.size()
              + ": update Creance; the catalogue was left as it is");
    }
    return version;
  }

  /** The commands of a script: they end with a semicolon at the end of a line. */
  private static List<String> commands(String script) {
    String bare = script.replaceAll("(?m)--.*$", "");
    return java.util.Arrays.stream(bare.split(";[ \\t]*(?:\\R|$)"))
        .map(String::strip)
        .filter(command -> !command.isEmpty())
        .toList();
  }
}
