package dev.creance.release.approval;

/**
 * Somebody's word for a release: made by its author, or an approval by somebody else.
 *
 * @param release the digest of the release
 * @param person who signed
 * @param role as what
 * @param time when, ISO 8601 in UTC
 * @param comment why; may be empty
 * @param signature Ed25519 over {@link Signing#payload}, base 64
 */
public record Signature(
    String release,
    String person,
    Person.Role role,
    String time,
    String comment,
    String signature) {}
