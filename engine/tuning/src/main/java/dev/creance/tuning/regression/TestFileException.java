package dev.creance.tuning.regression;

import java.io.IOException;

/** A test file that says something wrong; the message tells file, line and what to do. */
public final class TestFileException extends IOException {
  private static final long serialVersionUID = 1;

  TestFileException(String message) {
    super(message);
  }
}
