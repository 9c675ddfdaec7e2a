package dev.creance.events.scap;

import java.io.IOException;

/**
 * A capture that cannot be read on: damaged, cut off, or not a capture. What came before it is
 * valid.
 */
public final class CaptureException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  /**
   * @param file the capture's name
   * @param offset where in the uncompressed stream, in bytes
   * @param problem what was expected and what was found
   */
  public CaptureException(String file, long offset, String problem) {
    super(file + ": at byte " + offset + ": " + problem);
    this.file = file;
    this.offset = offset;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }
}
