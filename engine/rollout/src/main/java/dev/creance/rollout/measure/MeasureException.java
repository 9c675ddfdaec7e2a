package dev.creance.rollout.measure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/** Prometheus did not answer, or not what was asked; the message says what to do. */
public final class MeasureException extends IOException {
  private static final long serialVersionUID = 1;

  public MeasureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the server cannot be reached, or let a query wait too long. */
  public boolean silent() {
    return getCause() instanceof ConnectException || getCause() instanceof HttpTimeoutException;
  }
}
