package dev.creance.workbench.command;

import dev.creance.catalogue.Catalogue;
import dev.creance.catalogue.CatalogueException;
import dev.creance.catalogue.RunSummary;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which earlier run a command line means: a number, an age ({@code 7d}: the newest run that is at
 * least so old) or a date ({@code 2026-11-17}: the last run up to the end of that day, UTC).
 */
record EarlierRun(Optional<Long> number, Instant notAfter) {
  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([mhdw])");
  private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");

  /** The last one. */
  static EarlierRun last(Instant now) {
    return new EarlierRun(Optional.empty(), now);
  }

  /**
   * @throws IllegalArgumentException with what is expected
   */
  static EarlierRun parse(String text, Instant now) {
    Optional<Duration> age = age(text);
    if (age.isPresent()) {
      return new EarlierRun(Optional.empty(), now.minus(age.get()));
    }
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      return new EarlierRun(Optional.of(Long.valueOf(number.group(1))), now);
    }
    try {
      Instant end =
          LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
      return new EarlierRun(Optional.empty(), end);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected the number of a run, an age such as 7d or 12h, or a date such as 2026-11-17,"
              + " found '"
              + text
              + "'",
          e);
    }
  }

  /** {@code 12h}, {@code 7d}; empty when the text is no age. */
  static Optional<Duration> age(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(age.group(1));
    return Optional.of(
        switch (age.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(7 * count);
        });
  }

  /** The run among those on the same corpora, with the same selection of rules. */
  Optional<RunSummary> in(Catalogue catalogue, List<String> corpora, String selection)
      throws CatalogueException {
    return number.isPresent()
        ? catalogue.run(number.get())
        : catalogue.runOn(corpora, selection, notAfter, Long.MAX_VALUE);
  }
}
