package dev.creance.grammar.yaml;

/** Text that yaml-cpp rejects. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int offset;

  YamlException(int offset, String message) {
    super(message, null, false, false);
    this.offset = offset;
  }

  /** Where reading stopped, as an offset into the text. */
  public int offset() {
    return offset;
  }

  /** What is wrong, in yaml-cpp's words. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
