package dev.creance.grammar.vocabulary;

import java.util.OptionalLong;

/**
 * Decimal integers as the C library's {@code sscanf} reads them, for these are the numbers that
 * Falco accepts: leading blanks and a sign are allowed, a value that doesn't fit 64 bits saturates,
 * a minus on an unsigned number wraps, and nothing may follow.
 */
public final class DecimalNumber {
  private DecimalNumber() {}

  /** As {@code %ld}. */
  public static OptionalLong signed(String text) {
    int start = digits(text);
    if (start < 0) {
      return OptionalLong.empty();
    }
    boolean negative = start > 0 && text.charAt(start - 1) == '-';
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return OptionalLong.of(negative ? Long.MIN_VALUE : Long.MAX_VALUE);
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return OptionalLong.of(Long.MAX_VALUE);
    }
    return OptionalLong.of(negative ? value : -value);
  }

  /** As {@code %lu}; the bits of the unsigned value. */
  public static OptionalLong unsigned(String text) {
    int start = digits(text);
    if (start < 0) {
      return OptionalLong.empty();
    }
    boolean negative = start > 0 && text.charAt(start - 1) == '-';
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      long limit = Long.divideUnsigned(-1L - digit, 10);
      if (Long.compareUnsigned(value, limit) > 0) {
        return OptionalLong.of(-1L);
      }
      value = value * 10 + digit;
    }
    return OptionalLong.of(negative ? -value : value);
  }

  /** The index of the first digit when blanks, a sign and digits are all there is, else −1. */
  private static int digits(String text) {
    int i = 0;
    while (i < text.length() && blank(text.charAt(i))) {
      i++;
    }
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    if (i == text.length()) {
      return -1;
    }
    for (int j = i; j < text.length(); j++) {
      if (text.charAt(j) < '0' || text.charAt(j) > '9') {
        return -1;
      }
    }
    return i;
  }

  private static boolean blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
