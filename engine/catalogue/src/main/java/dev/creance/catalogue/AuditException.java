package dev.creance.catalogue;

import java.io.IOException;
import java.nio.file.Path;

/** An audit trail cannot be read or added to. The message is a sentence that says what to do. */
public final class AuditException extends IOException {
  private static final long serialVersionUID = 1;

  AuditException(Path file, String message) {
    super(file + ": " + message);
  }

  private AuditException(Path file, String message, Throwable cause) {
    super(file + ": " + message, cause);
  }

  static AuditException of(Path file, CatalogueException problem) {
    String message =
        switch (problem.kind()) {
          case DAMAGED ->
              "the audit trail is damaged, or the file is none; it was left as it is: keep it, and"
                  + " restore a copy or begin a new one in another workspace";
          case TOO_NEW -> "a newer version of Creance wrote the audit trail: update Creance";
          case READ_ONLY ->
              "the audit trail may not be written, and nothing is done without an entry in it";
          case FULL -> "no room on the disk for the audit trail";
          case BUSY -> "another process keeps writing to the audit trail; try again";
          case UNREADABLE -> "the audit trail cannot be opened";
        };
    return new AuditException(file, message, problem);
  }
}
