package dev.creance.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A catalogue cannot be read or written. The message is a sentence that says what to do. */
public final class CatalogueException extends IOException {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** What is wrong. */
  public enum Kind {
    /** The file is something else, or parts of it are broken. */
    DAMAGED,
    /** A newer version of Creance wrote it. */
    TOO_NEW,
    /** It may not be written, or its folder may not. */
    READ_ONLY,
    /** There is no room. */
    FULL,
    /** Another process keeps writing to it. */
    BUSY,
    /** It cannot be opened, for another reason. */
    UNREADABLE
  }

  CatalogueException(Kind kind, Path file, String message) {
    super(file + ": " + message);
    this.kind = kind;
  }

  private CatalogueException(Kind kind, Path file, String message, Exception cause) {
    super(file + ": " + message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static CatalogueException of(Path file, SQLException problem) {
    Kind kind = kind(problem);
    String message =
        switch (kind) {
          case DAMAGED ->
              "the catalogue is damaged or no catalogue; it was left as it is: move it away, and the"
                  + " next run begins a new one";
          case TOO_NEW -> "a newer version of Creance wrote the catalogue";
          case READ_ONLY -> "the catalogue may not be written";
          case FULL -> "no room on the disk; what the catalogue had before is still in it";
          case BUSY -> "another process keeps writing to the catalogue; try again when it is done";
          case UNREADABLE -> "the catalogue cannot be opened";
        };
    return new CatalogueException(kind, file, message + " (" + said(problem) + ")", problem);
  }

  /** Whether another process was in the way. */
  static boolean busy(SQLException problem) {
    return kind(problem) == Kind.BUSY;
  }

  private static Kind kind(SQLException problem) {
    SQLiteErrorCode code =
        problem instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.getErrorCode(problem.getErrorCode());
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_SCHEMA, SQLITE_ERROR ->
          Kind.DAMAGED;
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> Kind.READ_ONLY;
      case SQLITE_FULL, SQLITE_NOMEM -> Kind.FULL;
      case SQLITE_BUSY, SQLITE_LOCKED -> Kind.BUSY;
      default -> Kind.UNREADABLE;
    };
  }

  /** SQLite's own words, on one line. */
  private static String said(SQLException problem) {
    String message = String.valueOf(problem.getMessage());
    return message.replaceAll("\\s+", " ").replaceFirst("^\\[\\w+] *", "").strip();
  }
}
