package dev.creance.recorder.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Links and file status by the bytes of their paths, which the JDK's paths, decoded by the locale,
 * cannot always say. Paths and results are byte strings. One thread only.
 */
public final class Posix {
  private static final int AT_FDCWD = -100;
  private static final int STATX_BASIC = 0x7ff;
  private static final int LONGEST_PATH = 4096;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final MemorySegment path = Arena.global().allocate(LONGEST_PATH);
  private final MemorySegment result = Arena.global().allocate(LONGEST_PATH, 8);

  /** {@code ssize_t readlink(const char *path, char *buf, size_t bufsiz)} */
  private final MethodHandle readlink =
      bind("readlink", FunctionDescriptor.of(LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG));

  /** {@code int statx(int dirfd, const char *path, int flags, unsigned mask, struct statx *)} */
  private final MethodHandle statx =
      bind(
          "statx",
          FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT, INT, ValueLayout.ADDRESS));

  private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /** Where a symbolic link leads; null where there is none or it may not be read. */
  public @Nullable String readLink(String link) {
    try {
      setPath(link);
      long length = (long) readlink.invokeExact(path, result, (long) LONGEST_PATH);
      return length < 0 ? null : text(length);
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  /** The status of a file, links followed; null where there is none. */
  public @Nullable FileStatus status(String file) {
    try {
      setPath(file);
      int failed = (int) statx.invokeExact(AT_FDCWD, path, 0, STATX_BASIC, result);
      return failed != 0 ? null : status();
    } catch (Throwable e) {
      throw Failures.unexpected(e);
    }
  }

  private FileStatus status() {
    return new FileStatus(
        result.get(ValueLayout.JAVA_SHORT, 28) & 0xFFFF,
        result.get(LONG, 32),
        device(result.get(INT, 136), result.get(INT, 140)),
        result.get(INT, 20),
        result.get(INT, 24),
        result.get(LONG, 96) * 1_000_000_000L + result.get(INT, 104),
        result.get(LONG, 112) * 1_000_000_000L + result.get(INT, 120));
  }

  private static int device(int major, int minor) {
    return (minor & 0xff) | major << 8 | (minor & ~0xff) << 12;
  }

  private void setPath(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = Math.min(bytes.length, LONGEST_PATH - 1);
    MemorySegment.copy(bytes, 0, path, ValueLayout.JAVA_BYTE, 0, length);
    path.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
  }

  private String text(long length) {
    byte[] bytes = new byte[(int) length];
    MemorySegment.copy(result, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
