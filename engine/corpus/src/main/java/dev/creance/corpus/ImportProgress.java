package dev.creance.corpus;

/** Is told how far an import is, some times a second, on the importing thread. */
@FunctionalInterface
public interface ImportProgress {
  /** Tells nobody. */
  ImportProgress NONE = (read, total, events) -> {};

  /**
   * @param read bytes of the capture's file read so far
   * @param total its length
   * @param events events imported so far
   */
  void at(long read, long total, long events);
}
