package dev.creance.release.follow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a node looks at its channel. Give or take a tenth, so that nodes that began together do
 * not ask together.
 */
public record Pace(Duration every) {
  private static final int PLAY = 10;

  /** How long to wait until the next look. */
  public Duration pause(RandomGenerator random) {
    long millis = every.toMillis();
    long play = Math.max(1, millis / PLAY);
    return Duration.ofMillis(Math.max(0, millis - play + random.nextLong(2 * play)));
  }
}
