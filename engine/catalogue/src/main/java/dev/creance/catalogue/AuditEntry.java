package dev.creance.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A step that was taken with a release.
 *
 * @param sequence from 1, without gaps
 * @param time ISO 8601, UTC
 * @param actor a person, or the program that decided ({@code gate})
 * @param action what was done, one of {@link AuditAction#word}
 * @param subject the digest of a release, or the name of a rollout
 * @param detail a JSON object
 * @param previous the hash of the entry before; {@link #FIRST} for the first
 * @param hash SHA-256 over all of the above, hexadecimal
 */
public record AuditEntry(
    long sequence,
    String time,
    String actor,
    String action,
    String subject,
    String detail,
    String previous,
    String hash) {
  /** What the first entry names as the hash before it. */
  public static final String FIRST = "0".repeat(64);

  private static final String CONTEXT = "creance audit entry, version 1";

  /** The entry behind another one. */
  static AuditEntry after(
      long sequence,
      String previous,
      Instant time,
      String actor,
      AuditAction action,
      String subject,
      String detail) {
    String at = time.truncatedTo(ChronoUnit.MILLIS).toString();
    String word = action.word();
    return new AuditEntry(
        sequence,
        at,
        actor,
        word,
        subject,
        detail,
        previous,
        hash(sequence, at, actor, word, subject, detail, previous));
  }

  /** Whether the hash is that of what the entry says. */
  public boolean holds() {
    return hash.equals(hash(sequence, time, actor, action, subject, detail, previous));
  }

  /** Whether it is a step of this kind. */
  public boolean is(AuditAction kind) {
    return action.equals(kind.word());
  }

  /** Each part goes in with its length before it, so that no two entries say the same. */
  private static String hash(long sequence, String... parts) {
    StringBuilder text = new StringBuilder(CONTEXT).append('\n').append(sequence);
    for (String part : parts) {
      text.append('\n').append(part.getBytes(StandardCharsets.UTF_8).length).append(':');
      text.append(part);
    }
    return Digests.sha256(text.toString());
  }
}
