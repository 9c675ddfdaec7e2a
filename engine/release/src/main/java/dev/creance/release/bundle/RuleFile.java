package dev.creance.release.bundle;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule file of a release: a name without folders, and its bytes. A name has no two dots in a row
 * either, even where they lead nowhere: falcoctl unpacks no archive with such a name.
 */
public final class RuleFile implements Comparable<RuleFile> {
  private static final Pattern NAME =
      Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.ya?ml");

  private static final int SHOWN = 80;

  private final String name;
  private final byte[] content;

  /**
   * @throws ReleaseException when the name is not one that every node can store
   */
  public RuleFile(String name, byte[] content) throws ReleaseException {
    if (!NAME.matcher(name).matches()) {
      throw new ReleaseException(
          "'"
              + shown(name)
              + "' is no name for a rule file in a release: letters, digits, single dots, dashes"
              + " and underscores, and .yaml or .yml at the end");
    }
    this.name = name;
    this.content = content.clone();
  }

  /** Names come from archives: what they do to a terminal or a log must not. */
  static String shown(String name) {
    String clean = name.replaceAll("\\p{C}", "?");
    return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
  }

  public String name() {
    return name;
  }

  public byte[] content() {
    return content.clone();
  }

  public int size() {
    return content.length;
  }

  public String digest() {
    return Digest.of(content);
  }

  @Override
  public int compareTo(RuleFile other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleFile file
        && file.name.equals(name)
        && Arrays.equals(file.content, content);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
