package dev.creance.recorder;

import dev.creance.grammar.vocabulary.EventTable;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Makes system calls by name from this very thread, so that a test knows all their arguments. */
final class Syscalls {
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE);
  private final MethodHandle syscall;
  private final Map<String, Integer> numbers = new HashMap<>();

  Syscalls() {
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(word, word, word, word, word, word, word, word),
            Linker.Option.captureCallState("errno"));
    EventTable table = EventTable.current();
    for (int number = 0; number < 512; number++) {
      numbers.put(table.syscallName(table.syscallOfNative(number)), number);
    }
  }

  /** The result as the kernel gives it: an error is its negative number. */
  long call(String name, Object... arguments) {
    long[] words = new long[6];
    for (int i = 0; i < arguments.length; i++) {
      words[i] = word(arguments[i]);
    }
    try {
      long result =
          (long)
              syscall.invokeExact(
                  state,
                  (long) Objects.requireNonNull(numbers.get(name), name),
                  words[0],
                  words[1],
                  words[2],
                  words[3],
                  words[4],
                  words[5]);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private long word(Object argument) {
    return switch (argument) {
      case Integer number -> number;
      case Long number -> number;
      case String text -> arena.allocateFrom(text).address();
      case MemorySegment memory -> memory.address();
      default -> throw new IllegalArgumentException(String.valueOf(argument));
    };
  }

  /** Zeroed memory. */
  MemorySegment memory(long bytes) {
    return arena.allocate(bytes, 8);
  }

  MemorySegment ints(int... values) {
    return arena.allocateFrom(ValueLayout.JAVA_INT, values);
  }

  MemorySegment longs(long... values) {
    return arena.allocateFrom(ValueLayout.JAVA_LONG, values);
  }

  MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  /** A {@code sockaddr_in}. */
  MemorySegment ipv4(int port, int... address) {
    MemorySegment bytes = memory(16);
    bytes.set(ValueLayout.JAVA_SHORT, 0, (short) 2);
    port(bytes, port);
    for (int i = 0; i < 4; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, 4 + i, (byte) address[i]);
    }
    return bytes;
  }

  /** A {@code sockaddr_in6} of the loopback address. */
  MemorySegment ipv6(int port) {
    MemorySegment bytes = memory(28);
    bytes.set(ValueLayout.JAVA_SHORT, 0, (short) 10);
    port(bytes, port);
    bytes.set(ValueLayout.JAVA_BYTE, 23, (byte) 1);
    return bytes;
  }

  private static void port(MemorySegment bytes, int port) {
    bytes.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
    bytes.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
  }

  /** A {@code sockaddr_un}, 0 standing for an abstract name's first byte; as long as its name. */
  MemorySegment unix(String path) {
    MemorySegment bytes = memory(2 + path.length());
    bytes.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
    for (int i = 0; i < path.length(); i++) {
      bytes.set(ValueLayout.JAVA_BYTE, 2 + i, (byte) path.charAt(i));
    }
    return bytes;
  }
}
