package dev.creance.corpus.evaluate;

import java.util.Arrays;

/** Gives equal pairs of codes the same dense code. */
final class TupleCodes {
  private long[] keys = new long[256];
  private int[] codes = new int[256];
  private int size;

  TupleCodes() {
    Arrays.fill(codes, -1);
  }

  int size() {
    return size;
  }

  int code(int first, int second) {
    long key = (long) first << 32 | second & 0xFFFFFFFFL;
    int mask = codes.length - 1;
    int slot = slot(key, mask);
    while (codes[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    if (codes[slot] < 0) {
      keys[slot] = key;
      codes[slot] = size++;
      if (size * 2 > codes.length) {
        grow();
      }
      return size - 1;
    }
    return codes[slot];
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCodes = codes;
    keys = new long[oldKeys.length * 2];
    codes = new int[oldCodes.length * 2];
    Arrays.fill(codes, -1);
    int mask = codes.length - 1;
    for (int i = 0; i < oldCodes.length; i++) {
      if (oldCodes[i] >= 0) {
        int slot = slot(oldKeys[i], mask);
        while (codes[slot] >= 0) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = oldKeys[i];
        codes[slot] = oldCodes[i];
      }
    }
  }

  private static int slot(long key, int mask) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & mask;
  }
}
