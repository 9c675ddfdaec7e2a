package dev.creance.recorder.kernel;

/** What a call of a method handle can't throw by its type. */
final class Failures {
  private Failures() {}

  /** Never returns normally for errors; wraps what is checked. */
  static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    return new IllegalStateException(e);
  }
}
