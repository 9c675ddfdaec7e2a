package dev.creance.events.state;

import dev.creance.events.Event;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes strings of bytes and hands out the same string for the same bytes again: paths, command
 * names and argument lists repeat all the time. Two direct-mapped caches of fixed size; a newer
 * text pushes an older one out.
 */
final class ByteStrings {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final String NONE = "<NA>";
  private static final byte[] OLD_NONE = "(NULL)\0".getBytes(StandardCharsets.ISO_8859_1);

  /** Texts longer than a path are not worth keeping. */
  private static final int LONGEST_TEXT = 1024;

  private static final int TEXTS = 1 << 13;
  private static final int LISTS = 1 << 9;

  private final @Nullable String[] texts = new @Nullable String[TEXTS];
  private final byte[] @Nullable [] textBytes = new byte[TEXTS] @Nullable [];
  private final @Nullable TextList[] lists = new @Nullable TextList[LISTS];
  private final byte[] @Nullable [] listBytes = new byte[LISTS] @Nullable [];

  /** A text parameter as {@link Event#text} gives it. */
  String text(Event event, int parameter) {
    int length = event.length(parameter);
    if (length <= 0) {
      return NONE;
    }
    byte[] bytes = event.bytes();
    int start = event.offset(parameter);
    if (length == OLD_NONE.length
        && Arrays.equals(bytes, start, start + length, OLD_NONE, 0, length)) {
      return NONE;
    }
    if (bytes[start + length - 1] == 0) {
      length--;
    }
    return untilNul(text(bytes, start, length));
  }

  /** Bytes as a string. */
  String text(byte[] bytes, int start, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST_TEXT) {
      return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
    int slot = hash(bytes, start, length) & TEXTS - 1;
    byte[] key = textBytes[slot];
    String known = texts[slot];
    if (key != null
        && known != null
        && Arrays.equals(bytes, start, start + length, key, 0, key.length)) {
      return known;
    }
    String text = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    textBytes[slot] = Arrays.copyOfRange(bytes, start, start + length);
    texts[slot] = text;
    return text;
  }

  /** A parameter that holds a NUL-separated list. */
  TextList list(Event event, int parameter) {
    int length = event.length(parameter);
    if (length <= 0) {
      return TextList.EMPTY;
    }
    byte[] bytes = event.bytes();
    int start = event.offset(parameter);
    int slot = hash(bytes, start, length) & LISTS - 1;
    byte[] key = listBytes[slot];
    TextList known = lists[slot];
    if (key != null
        && known != null
        && Arrays.equals(bytes, start, start + length, key, 0, key.length)) {
      return known;
    }
    TextList list = new TextList(event.raw(parameter));
    listBytes[slot] = Arrays.copyOfRange(bytes, start, start + length);
    lists[slot] = list;
    return list;
  }

  private static String untilNul(String text) {
    int nul = text.indexOf(0);
    return nul < 0 ? text : text.substring(0, nul);
  }

  private static int hash(byte[] bytes, int start, int length) {
    long hash = length;
    int at = start;
    int end = start + length;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash >>> 40);
  }
}
