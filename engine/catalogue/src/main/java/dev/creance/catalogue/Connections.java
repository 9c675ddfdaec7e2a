package dev.creance.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens SQLite files so that nothing that was written is lost, and damage is seen at once. */
final class Connections {
  private static final int BUSY_MILLIS = 5000;

  /** Larger files are not read through at each opening: damage is seen where it is met. */
  private static final long CHECKED_BYTES = 64L << 20;

  private Connections() {}

  /** Transactions take the right to write at their beginning, and wait for others to end. */
  static Connection forWriting(Path file) throws CatalogueException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    return open(file, url(file), config, JournalMode.WAL);
  }

  /**
   * For a file that cannot be written: SQLite could not keep its own files beside it, and is told
   * that nobody writes.
   */
  static Connection forReading(Path file) throws CatalogueException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return open(file, url(file) + "?immutable=1", config, JournalMode.OFF);
  }

  /** As a URI, in which no character of a path means anything else. */
  private static String url(Path file) {
    return file.toAbsolutePath().toUri().toString();
  }

  private static Connection open(Path file, String url, SQLiteConfig config, JournalMode journal)
      throws CatalogueException {
    Connection connection = null;
    try {
      Properties properties = config.toProperties();
      connection = new JDBC4Connection("jdbc:sqlite:" + url, url, properties);
      check(connection, file);
      if (journal == JournalMode.WAL) {
        beginLog(connection);
      }
      return connection;
    } catch (SQLException e) {
      close(connection, e);
      throw CatalogueException.of(file, e);
    } catch (CatalogueException e) {
      close(connection, e);
      throw e;
    }
  }

  /**
   * Switching a file over needs it alone, and does not wait for that by itself. A file system that
   * can't do it keeps the older kind of journal, which is as safe.
   */
  private static void beginLog(Connection connection) throws SQLException {
    long patience = System.nanoTime() + BUSY_MILLIS * 1_000_000L;
    while (true) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        if (!CatalogueException.busy(e) || System.nanoTime() > patience) {
          throw e;
        }
      }
    }
  }

  private static void check(Connection connection, Path file)
      throws SQLException, CatalogueException {
    if (size(file) > CHECKED_BYTES) {
      return;
    }
    for (String problem :
        new Sql(connection).query(row -> row.getString(1), "PRAGMA quick_check(1)")) {
      if (!problem.equals("ok")) {
        throw new CatalogueException(
            CatalogueException.Kind.DAMAGED,
            file,
            "the catalogue is damaged; it was left as it is: move it away, and the next run begins a"
                + " new one ("
                + problem.replaceAll("\\s+", " ").strip()
                + ")");
      }
    }
  }

  /** What is done in one go. */
  @FunctionalInterface
  interface Work<T> {
    T apply() throws SQLException, CatalogueException;
  }

  /** Does something wholly or not at all; what made it fail is what is told. */
  static <T> T transaction(Connection connection, Work<T> work)
      throws SQLException, CatalogueException {
    connection.setAutoCommit(false);
    try {
      T result = work.apply();
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | CatalogueException e) {
      // SQLite may have taken it back already, and then says that there is nothing to take back.
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // Whoever opens it says so.
      return 0;
    }
  }

  /** Closes after a failure, which stays the one that is told. */
  static void close(@org.jspecify.annotations.Nullable Connection connection, Exception failure) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
