package dev.creance.tuning.rules;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An exception with somebody who answers for it, as the comments before it say ({@code # creance:
 * author=…}).
 *
 * @param file as it was given
 * @param line of the exception's rule item, from 1
 * @param rule the rule that it is of
 * @param name of the exception; empty when the item has none
 * @param expires the day from which it is to be looked at again
 */
public record OwnedException(
    String file,
    int line,
    String rule,
    String name,
    String author,
    String reason,
    String evidence,
    Optional<LocalDate> date,
    Optional<LocalDate> expires) {
  /** Whether it is to be looked at again. */
  public boolean expired(LocalDate today) {
    return expires.isPresent() && !expires.get().isAfter(today);
  }
}
