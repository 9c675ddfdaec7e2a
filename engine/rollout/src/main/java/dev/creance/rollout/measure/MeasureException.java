package dev.creance.rollout.measure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Prometheus did not answer, or not what was asked; the message says what to do. */
public final class MeasureException extends IOException {
  private static final long serialVersionUID = 1;

  MeasureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
