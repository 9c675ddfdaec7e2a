package dev.creance.corpus.format;

import java.io.IOException;
import java.nio.file.Path;

/** A corpus file that cannot be used, with the place and the reason. Nothing of it is read. */
public final class CorpusException extends IOException {
  private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public enum Kind {
    /** Some byte is not what was written. */
    CORRUPT,
    /** The file ends too early. */
    TRUNCATED,
    /** Not a corpus file at all. */
    NOT_A_CORPUS,
    /** Written by a newer Creance. */
    TOO_NEW
  }

  private final Kind kind;
  private final String file;
  private final long offset;

  /**
   * @param offset the first byte of the part that is wrong
   * @param problem what was expected and what was found
   */
  public CorpusException(Kind kind, Path file, long offset, String problem) {
    super(file + ": at byte " + offset + ": " + problem);
    this.kind = kind;
    this.file = file.toString();
    this.offset = offset;
  }

  public Kind kind() {
    return kind;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }
}
