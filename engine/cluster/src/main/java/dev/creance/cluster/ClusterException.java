package dev.creance.cluster;

import java.io.IOException;

/** A cluster cannot be reached, or refused something; the message says what to do about it. */
public class ClusterException extends IOException {
  private static final long serialVersionUID = 1;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
