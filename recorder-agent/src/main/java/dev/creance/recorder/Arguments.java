package dev.creance.recorder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command line: options as {@code --name value} or {@code --name=value}, flags,
 * plain words, and behind {@code --} the words of another command.
 */
final class Arguments {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)?");
  private static final Pattern SIZE = Pattern.compile("(\\d+)([kmg]?)b?");

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> flags = new HashSet<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();

  /**
   * @param options names that take a value
   * @param switches names that take none
   */
  Arguments(List<String> line, Set<String> options, Set<String> switches) throws UsageException {
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (word.equals("--")) {
        rest.addAll(line.subList(i + 1, line.size()));
        return;
      }
      if (!word.startsWith("--")) {
        words.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (switches.contains(name) && equals < 0) {
        flags.add(name);
      } else if (!options.contains(name)) {
        throw new UsageException("unknown option " + name);
      } else if (equals >= 0) {
        put(name, word.substring(equals + 1));
      } else if (i + 1 < line.size()) {
        put(name, line.get(++i));
      } else {
        throw new UsageException(name + " needs a value");
      }
    }
  }

  private void put(String name, String value) {
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  boolean flag(String name) {
    return flags.contains(name);
  }

  /** The last value of an option, or null. */
  @Nullable String value(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.getLast();
  }

  List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Words that belong to no option. */
  List<String> words() {
    return words;
  }

  /** The words behind {@code --}. */
  List<String> rest() {
    return rest;
  }

  /** A duration such as {@code 10s}, {@code 500ms}, {@code 1h}; seconds without a unit. */
  Duration duration(String name, Duration otherwise) throws UsageException {
    String text = value(name);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new UsageException(name + " " + text + ": expected a duration such as 10s, 5m, 1h");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit == null ? "s" : unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /** A size such as {@code 100M}, in bytes. */
  long size(String name, long otherwise) throws UsageException {
    String text = value(name);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new UsageException(name + " " + text + ": expected a size such as 64K, 100M, 2G");
    }
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  int number(String name, int otherwise) throws UsageException {
    String text = value(name);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UsageException(name + " " + text + ": expected a number");
    }
  }
}
