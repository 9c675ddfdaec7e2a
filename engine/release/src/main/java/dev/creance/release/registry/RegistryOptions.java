package dev.creance.release.registry;

import java.time.Duration;

/**
 * How a registry is talked to.
 *
 * @param credentials of the registries
 * @param plainHttp whether to do without TLS on other machines too; on this machine it always is
 * @param timeout of one request
 * @param attempts how often a request is made in all when it fails on the way
 * @param pause before the second attempt; it doubles from attempt to attempt
 */
public record RegistryOptions(
    Credentials credentials, boolean plainHttp, Duration timeout, int attempts, Duration pause) {
  /** The usual ones. */
  public static RegistryOptions of(Credentials credentials) {
    return new RegistryOptions(
        credentials, false, Duration.ofSeconds(30), 5, Duration.ofMillis(250));
  }
}
