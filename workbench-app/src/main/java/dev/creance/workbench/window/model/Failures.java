package dev.creance.workbench.window.model;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in a sentence what went wrong and what to do. */
final class Failures {
  private Failures() {}

  static String sentence(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
      return "The disk is full: "
          + message
          + ". Make room and try again; what is in the window is not lost.";
    }
    if (message.contains("Read-only file system")) {
      return message + ": this disk is read-only. Save somewhere else, or mount it for writing.";
    }
    return switch (failure) {
      case NoSuchFileException gone ->
          gone.getFile() + " is not there. It was moved or deleted: put it back, or open again.";
      case AccessDeniedException denied ->
          denied.getFile() + " may not be read or written by you: change its permissions.";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> message.isBlank() ? failure.getClass().getSimpleName() : message;
    };
  }
}
