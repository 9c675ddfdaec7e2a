package dev.creance.recorder;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** A family of system calls, each made in success and in failure where both come without harm. */
abstract class CallFamily {
  static final int CWD = -100;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_NONBLOCK = 04000;
  static final int O_DIRECTORY = 0200000;
  static final int O_CLOEXEC = 02000000;

  final CallTable table;
  final Syscalls calls;

  CallFamily(CallTable table, Syscalls calls) {
    this.table = table;
    this.calls = calls;
  }

  /** Makes the calls. {@code folder} is theirs alone. */
  abstract void make(Path folder) throws IOException;

  /** The bytes of a text without the NUL. */
  MemorySegment bytes(String text) {
    return calls.text(text).asSlice(0, text.length());
  }

  /** An array of {@code iovec}. */
  MemorySegment vectors(MemorySegment... buffers) {
    MemorySegment vectors = calls.memory(16L * Math.max(1, buffers.length));
    for (int i = 0; i < buffers.length; i++) {
      vectors.set(ValueLayout.JAVA_LONG, 16L * i, buffers[i].address());
      vectors.set(ValueLayout.JAVA_LONG, 16L * i + 8, buffers[i].byteSize());
    }
    return vectors;
  }
}
