package dev.creance.rollout.plan;

import java.io.IOException;

/** A file that is no rollout plan: the message says where and what was expected. */
public final class PlanException extends IOException {
  private static final long serialVersionUID = 1;

  PlanException(String message) {
    super(message);
  }
}
