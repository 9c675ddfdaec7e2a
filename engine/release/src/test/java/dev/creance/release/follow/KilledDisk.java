package dev.creance.release.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk whose process is killed at a step; each write counts as three: before, within and after.
 */
final class KilledDisk implements Disk {
  private final Disk real = Disk.real();
  private final Runnable end;
  private int left;

  /** The end of the process. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  KilledDisk(int after) {
    this(
        after,
        () -> {
          throw new Killed();
        });
  }

  /**
   * @param end ends the process, and does not return
   */
  KilledDisk(int after, Runnable end) {
    this.left = after;
    this.end = end;
  }

  private boolean now() {
    return left-- == 0;
  }

  private void die() {
    if (now()) {
      end.run();
    }
  }

  @Override
  public void createDirectories(Path folder) throws IOException {
    die();
    real.createDirectories(folder);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    die();
    if (now()) {
      Files.write(file, Arrays.copyOf(content, content.length / 2));
      end.run();
    }
    real.write(file, content);
    die();
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    die();
    real.move(from, to);
    die();
  }

  @Override
  public void delete(Path path) throws IOException {
    die();
    real.delete(path);
  }
}
