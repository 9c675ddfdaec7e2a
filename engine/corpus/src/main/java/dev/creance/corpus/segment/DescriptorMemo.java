package dev.creance.corpus.segment;

import dev.creance.events.state.Descriptor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The codes of descriptors met lately, by what they are: the same files are opened again and again,
 * and comparing with what was there is quicker than making a row. Of descriptors without addresses.
 */
final class DescriptorMemo {
  private static final int SLOTS = 1 << 12;

  private final @Nullable String[] names = new @Nullable String[SLOTS];
  private final String[] rawNames = new String[SLOTS];
  private final String[] oldNames = new String[SLOTS];
  private final long[] inodes = new long[SLOTS];
  private final long[] processes = new long[SLOTS];

  /** Type, flags, device and state, four to a slot. */
  private final int[] numbers = new int[4 * SLOTS];

  private final int[] codes = new int[SLOTS];

  void forget() {
    Arrays.fill(names, null);
  }

  /** The code of a descriptor; 0 when it is not known. */
  int code(Descriptor descriptor) {
    int slot = slot(descriptor);
    int at = 4 * slot;
    return descriptor.name.equals(names[slot])
            && descriptor.ino == inodes[slot]
            && descriptor.type.ordinal() == numbers[at]
            && descriptor.openFlags == numbers[at + 1]
            && descriptor.dev == numbers[at + 2]
            && descriptor.state == numbers[at + 3]
            && descriptor.pidfdPid == processes[slot]
            && descriptor.nameRaw.equals(rawNames[slot])
            && descriptor.oldName.equals(oldNames[slot])
        ? codes[slot]
        : 0;
  }

  void keep(Descriptor descriptor, int code) {
    int slot = slot(descriptor);
    int at = 4 * slot;
    names[slot] = descriptor.name;
    rawNames[slot] = descriptor.nameRaw;
    oldNames[slot] = descriptor.oldName;
    inodes[slot] = descriptor.ino;
    processes[slot] = descriptor.pidfdPid;
    numbers[at] = descriptor.type.ordinal();
    numbers[at + 1] = descriptor.openFlags;
    numbers[at + 2] = descriptor.dev;
    numbers[at + 3] = descriptor.state;
    codes[slot] = code;
  }

  private static int slot(Descriptor descriptor) {
    int mixed = (descriptor.name.hashCode() * 31 + descriptor.openFlags) * 0x9E3779B9;
    mixed += (int) descriptor.ino * 0x85EBCA6B + descriptor.oldName.length();
    return (mixed ^ mixed >>> 15) & (SLOTS - 1);
  }
}
