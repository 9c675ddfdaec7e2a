package dev.creance.tuning.propose;

import java.time.LocalDate;

/**
 * Who answers for an exception, and until when.
 *
 * @param author empty when nobody has signed yet
 * @param expires the day from which it is to be looked at again
 * @param reason why it is needed
 */
public record Ownership(String author, LocalDate date, LocalDate expires, String reason) {
  /** Half a year from a day on, unsigned. */
  public static Ownership unsigned(LocalDate today) {
    return new Ownership("", today, today.plusMonths(6), "");
  }
}
