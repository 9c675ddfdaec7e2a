package dev.creance.match;

import dev.creance.events.Event;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.grammar.vocabulary.EventTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Made-up events: successful {@code openat} calls of a thread that nothing else is known of. */
public final class Opened {
  private static final int CODE = EventTable.current().byEnumName("PPME_SYSCALL_OPENAT_2_X").code();
  private static final long AT_FDCWD = -100;

  private final MachineState state = new MachineState(Options.defaults());
  private long time = 1_000_000_000L;

  /** The scope of a process opening a file for reading. */
  public EventScope of(String path) {
    byte[] name = (path + '\0').getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes = ByteBuffer.allocate(64 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(3).putLong(AT_FDCWD).put(name).putInt(1).putInt(0).putInt(0).putLong(7);
    Event event = new Event();
    event.reset(bytes.array(), CODE, time++, 4711, 0, 0);
    int at = 0;
    for (int length : new int[] {8, 8, name.length, 4, 4, 4, 8}) {
      event.add(at, length);
      at += length;
    }
    state.process(event);
    return state.scope();
  }
}
