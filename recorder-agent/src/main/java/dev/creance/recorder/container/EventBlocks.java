package dev.creance.recorder.container;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * Event blocks as they come from the kernel, seen for the cgroups that some of them carry: those of
 * new processes and new programs.
 */
final class EventBlocks {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int TOTAL_LENGTH = 4;
  private static final int EVENT_TYPE = 30;
  private static final int PARAMETERS = 32;
  private static final int LENGTHS = 36;
  private static final int CGROUPS = 14;

  /** clone, fork, vfork, execve, execveat, clone3: exit events of the newest schema. */
  private static final BitSet WITH_CGROUPS = BitSet.valueOf(new long[6]);

  static {
    for (int code : new int[] {223, 225, 227, 293, 331, 335}) {
      WITH_CGROUPS.set(code);
    }
  }

  private EventBlocks() {}

  static int length(byte[] blocks, int at) {
    return (int) INT.get(blocks, at + TOTAL_LENGTH);
  }

  static boolean hasCgroups(byte[] blocks, int at) {
    return WITH_CGROUPS.get((short) SHORT.get(blocks, at + EVENT_TYPE) & 0xffff);
  }

  static int cgroupsLength(byte[] blocks, int at) {
    return parameterLength(blocks, at, CGROUPS);
  }

  static int cgroupsStart(byte[] blocks, int at) {
    int start = at + LENGTHS + 2 * (int) INT.get(blocks, at + PARAMETERS);
    for (int i = 0; i < CGROUPS; i++) {
      start += parameterLength(blocks, at, i);
    }
    return start;
  }

  private static int parameterLength(byte[] blocks, int at, int parameter) {
    return (short) SHORT.get(blocks, at + LENGTHS + 2 * parameter) & 0xffff;
  }

  /** FNV-1a, 64 bits. */
  static long hash(byte[] bytes, int start, int end) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < end; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001b3L;
    }
    return hash;
  }
}
