package dev.creance.grammar.rules;

import dev.creance.grammar.vocabulary.DecimalNumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version {@code major.minor.patch} of an engine or plugin; the parts are unsigned 32-bit. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
  private static final Pattern TEXT =
      Pattern.compile("\\s*([+-]?\\d+)\\.\\s*([+-]?\\d+)\\.\\s*([+-]?\\d+)");

  /** Reads a version as the C library's {@code sscanf} does: text behind it is ignored. */
  public static Optional<Version> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.lookingAt()
        ? Optional.of(
            new Version(
                number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3))))
        : Optional.empty();
  }

  private static int number(String digits) {
    return (int) DecimalNumber.unsigned(digits).orElseThrow();
  }

  /** Whether this version serves those who ask for {@code required}. */
  public boolean compatibleWith(Version required) {
    return major == required.major && compareTo(required) >= 0;
  }

  @Override
  public int compareTo(Version other) {
    int byMajor = Integer.compareUnsigned(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compareUnsigned(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compareUnsigned(patch, other.patch);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(major)
        + "."
        + Integer.toUnsignedString(minor)
        + "."
        + Integer.toUnsignedString(patch);
  }
}
