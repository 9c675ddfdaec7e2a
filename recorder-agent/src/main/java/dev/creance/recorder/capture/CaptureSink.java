package dev.creance.recorder.capture;

import java.io.IOException;

/** Where recorded chunks go: into files, or into the flight recorder's memory. One thread only. */
public interface CaptureSink extends AutoCloseable {
  /** Takes over a chunk's content; the chunk is free afterwards. */
  void write(Chunk chunk) throws IOException;

  /** Called now and then when nothing was recorded: time to rotate, for example. */
  default void idle() throws IOException {}

  /** Events that could not be written. */
  long lostEvents();

  /** Bytes written to disk so far. */
  long bytesOnDisk();

  /** Files begun so far. */
  int files();

  @Override
  void close() throws IOException;
}
