package dev.creance.recorder.capture;

import java.time.Duration;

/**
 * When a new file is begun, and how much disk all files together may take. 0 and {@link
 * Duration#ZERO} mean no limit.
 *
 * @param fileBytes size at which a file is full
 * @param fileTime how long one file lasts
 * @param diskBytes size of all files of the recording at which the oldest are deleted
 */
public record RotationPolicy(long fileBytes, Duration fileTime, long diskBytes) {
  /** One file, without end. */
  public static final RotationPolicy NONE = new RotationPolicy(0, Duration.ZERO, 0);

  /** Whether there may be more than one file. */
  public boolean rotates() {
    return fileBytes > 0 || !fileTime.isZero();
  }
}
