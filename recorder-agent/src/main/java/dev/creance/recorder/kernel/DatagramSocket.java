package dev.creance.recorder.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/** A unix datagram socket that sends, such as the local syslog's; Java has none. For one thread. */
public final class DatagramSocket implements AutoCloseable {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int ADDRESS_BYTES = 110;
  private static final int LONGEST_PATH = 107;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE);
  private final int descriptor;

  /** {@code int socket(int domain, int type, int protocol)} */
  private final MethodHandle socket = bind("socket", FunctionDescriptor.of(INT, INT, INT, INT));

  /** {@code int connect(int fd, const struct sockaddr *address, socklen_t length)} */
  private final MethodHandle connect =
      bind("connect", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));

  /** {@code ssize_t send(int fd, const void *bytes, size_t length, int flags)} */
  private final MethodHandle send =
      bind("send", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT));

  /** {@code int close(int fd)} */
  private final MethodHandle close = bind("close", FunctionDescriptor.of(INT, INT));

  private DatagramSocket(String path) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_PATH) {
      throw new IOException(path + ": is too long for the name of a socket");
    }
    try {
      descriptor = (int) socket.invokeExact(state, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (descriptor < 0) {
        throw failure("socket");
      }
      MemorySegment address = arena.allocate(ADDRESS_BYTES, 2);
      address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
      if ((int) connect.invokeExact(state, descriptor, address, ADDRESS_BYTES) != 0) {
        ErrnoException problem = failure("connect to " + path);
        close();
        throw problem;
      }
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  /** Opens a socket that sends to a path. */
  public static DatagramSocket connect(String path) throws IOException {
    return new DatagramSocket(path);
  }

  private static MethodHandle bind(String name, FunctionDescriptor form) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), form, Linker.Option.captureCallState("errno"));
  }

  /** Sends a datagram, or fails at once. */
  public void send(byte[] bytes) throws IOException {
    try (Arena message = Arena.ofConfined()) {
      MemorySegment copy = message.allocate(Math.max(1, bytes.length));
      MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
      long sent =
          (long)
              send.invokeExact(
                  state, descriptor, copy, (long) bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent != bytes.length) {
        throw failure("send");
      }
    } catch (Throwable e) {
      throw Libc.rethrow(e);
    }
  }

  private ErrnoException failure(String function) {
    return new ErrnoException(function, (int) ERRNO.get(state, 0L));
  }

  @Override
  public void close() {
    try {
      int ignored = (int) close.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
    arena.close();
  }
}
