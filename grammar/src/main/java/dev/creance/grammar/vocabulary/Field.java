package dev.creance.grammar.vocabulary;

import java.util.Set;

/**
 * A field of the filter language.
 *
 * @param name for example {@code proc.aname}, without its argument
 * @param fieldClass the class it belongs to: {@code evt}, {@code process}, {@code fd}, …
 * @param source the event source it is available for: {@code any}, {@code syscall}, {@code
 *     k8s_audit}, {@code any-json-plugin}
 * @param ordinal its place in the catalogue: dense, from 0
 */
public record Field(
    int ordinal,
    String name,
    ValueType type,
    boolean list,
    ArgumentUse argumentUse,
    Set<ArgumentKind> argumentKinds,
    Set<Flag> flags,
    PrintFormat printFormat,
    String fieldClass,
    String source,
    String description) {

  public Field {
    argumentKinds = Set.copyOf(argumentKinds);
    flags = Set.copyOf(flags);
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** Whether an argument may or must follow. */
  public enum ArgumentUse {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /** What a plugin field's argument is. */
  public enum ArgumentKind {
    INDEX,
    KEY
  }

  /** Where a field may not be used, and other traits. */
  public enum Flag {
    DEPRECATED,
    TABLE_ONLY,
    PRINT_ONLY,
    FILTER_ONLY,
    NO_RHS,
    NO_TRANSFORMER,
    NO_PTR_STABILITY,
    FORMAT_SUGGESTED
  }

  /** How its value prints. */
  public enum PrintFormat {
    NA,
    DEC,
    HEX,
    OCT,
    PADDED_DEC,
    ID,
    DIR
  }
}
