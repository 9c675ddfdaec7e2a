package dev.creance.recorder.kernel;

import java.io.IOException;

/** A system or library call failed; carries the C error number. */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EACCES = 13;

  private final String function;
  private final int number;

  ErrnoException(String function, int number) {
    super(function + " failed: " + describe(number));
    this.function = function;
    this.number = number;
  }

  public String function() {
    return function;
  }

  /** The error number, positive. */
  public int number() {
    return number;
  }

  boolean isRefusal() {
    return number == EPERM || number == EACCES;
  }

  private static String describe(int number) {
    return switch (number) {
      case EPERM -> "operation not permitted (EPERM)";
      case ENOENT -> "no such file or entry (ENOENT)";
      case 4 -> "interrupted (EINTR)";
      case 7 -> "too large (E2BIG)";
      case 12 -> "out of memory (ENOMEM)";
      case EACCES -> "permission denied (EACCES)";
      case 16 -> "busy (EBUSY)";
      case 22 -> "invalid argument (EINVAL)";
      case 24 -> "too many open files (EMFILE)";
      case 38 -> "not in this kernel (ENOSYS)";
      case 95 -> "not supported (EOPNOTSUPP)";
      default -> "error " + number;
    };
  }
}
