package dev.creance.recorder.snapshot;

/**
 * The kernel's flags of open files in libscap's numbering, as {@code bpf/layers/flags.h} has it.
 */
final class OpenFlags {
  private static final int[][] BITS = {
    {0100, 1 << 2},
    {020200000, 1 << 13},
    {02000, 1 << 3},
    {010000, 1 << 4},
    {0200, 1 << 5},
    {04000, 1 << 6},
    {04010000, 1 << 7},
    {01000, 1 << 8},
    {040000, 1 << 9},
    {0200000, 1 << 10},
    {0100000, 1 << 11},
    {02000000, 1 << 12},
  };

  private OpenFlags() {}

  static int of(int kernel) {
    int flags =
        switch (kernel & 3) {
          case 1 -> 2;
          case 2 -> 3;
          default -> 1;
        };
    for (int[] bit : BITS) {
      if ((kernel & bit[0]) != 0) {
        flags |= bit[1];
      }
    }
    return flags;
  }
}
