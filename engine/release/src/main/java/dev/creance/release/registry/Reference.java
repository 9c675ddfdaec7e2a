package dev.creance.release.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a registry: {@code host[:port]/repository[:tag]} or {@code …@sha256:…}.
 *
 * @param tag a tag or a digest
 */
public record Reference(String host, String repository, String tag) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:oci://)?([A-Za-z0-9.-]+(?::\\d+)?)/"
              + "([a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)"
              + "(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127})|@(sha256:[0-9a-f]{64}))?");

  /**
   * Reads a reference; without a tag it is {@code latest}.
   *
   * @throws IllegalArgumentException with what is expected
   */
  public static Reference parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' names no place in a registry; expected host[:port]/repository[:tag], for"
              + " example registry.example:5000/rules/web:stable");
    }
    String digest = matcher.group(4);
    String tag = matcher.group(3);
    return new Reference(
        matcher.group(1), matcher.group(2), digest != null ? digest : tag != null ? tag : "latest");
  }

  /** The same repository with another tag or digest. */
  public Reference at(String other) {
    return new Reference(host, repository, other);
  }

  /** Whether the host is this machine: there registries without TLS are usual. */
  boolean loopback() {
    String name = host.replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.startsWith("127.");
  }

  @Override
  public String toString() {
    return host + "/" + repository + (tag.startsWith("sha256:") ? "@" : ":") + tag;
  }
}
