package dev.creance.recorder.alert;

import java.io.IOException;

/** Brings messages to a receiver. For one thread. */
public interface Delivery extends AutoCloseable {
  /** The message of an alert. */
  byte[] message(Alert alert);

  /**
   * Brings a message.
   *
   * @throws RefusedException when the receiver will never take it
   * @throws IOException when it may take it later
   */
  void deliver(byte[] message) throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}

  /** The receiver said no, and will say so again. */
  final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** The receiver asks for a pause. */
  final class BusyException extends IOException {
    private static final long serialVersionUID = 1;
    private final long seconds;

    BusyException(String message, long seconds) {
      super(message);
      this.seconds = seconds;
    }

    long seconds() {
      return seconds;
    }
  }
}
