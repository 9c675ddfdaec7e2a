package dev.creance.recorder.kernel;

/**
 * What {@code statx} says of a file. Times in ns since the epoch.
 *
 * @param mode type and permission bits as in {@code st_mode}
 * @param device as {@code stat} numbers it, 32 bits
 */
public record FileStatus(
    int mode, long inode, int device, int user, int group, long changeTime, long modificationTime) {
  private static final int FORMAT = 0170000;

  public boolean isDirectory() {
    return (mode & FORMAT) == 0040000;
  }

  public boolean isPipe() {
    return (mode & FORMAT) == 0010000;
  }

  public boolean isSocket() {
    return (mode & FORMAT) == 0140000;
  }
}
