package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.ThreadState;

/** The descriptors that a poll waits for: a count, then a number and 16 flag bits for each. */
final class DescriptorList {
  /** libsinsp's buffer for the text, with its final NUL. */
  private static final int BUFFER = 1024;

  private static final int ENTRY = 10;

  private DescriptorList() {}

  /** How many entries there are, of those that the parameter's bytes really hold. */
  static int count(Event event, int offset, int length) {
    if (length < 2) {
      return 0;
    }
    int count = (int) RawValues.number(event.bytes(), offset, 2, false);
    return Math.min(count, (length - 2) / ENTRY);
  }

  /** The number of an entry's descriptor. */
  static long number(Event event, int offset, int entry) {
    return RawValues.number(event.bytes(), offset + 2 + entry * ENTRY, 8, true);
  }

  /** {@code number:typecharFLAGS …}. */
  static String text(Event event, int offset, int length, ThreadState thread) {
    StringBuilder out = new StringBuilder();
    int count = count(event, offset, length);
    for (int i = 0; i < count && out.length() < BUFFER - 1; i++) {
      long number = number(event, offset, i);
      Descriptor descriptor = thread.descriptor(number);
      long flags = RawValues.number(event.bytes(), offset + 10 + i * ENTRY, 2, true);
      out.append(i > 0 ? " " : "")
          .append(Long.toUnsignedString(number))
          .append(':')
          .append(descriptor == null ? '?' : descriptor.type.letter())
          .append(Integer.toHexString((int) flags));
    }
    return out.length() < BUFFER ? out.toString() : out.substring(0, BUFFER - 1);
  }
}
