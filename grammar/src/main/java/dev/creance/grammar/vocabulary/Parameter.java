package dev.creance.grammar.vocabulary;

import java.util.List;

/**
 * A parameter of an event type.
 *
 * @param flags the names of its values, for flags and enumerations; empty otherwise
 * @param directoryParameter for {@code FSRELPATH}: the index of the parameter with the directory's
 *     descriptor; −1 otherwise
 * @param alternatives for {@code DYN}: the types that its first byte chooses from
 */
public record Parameter(
    String name,
    ValueType type,
    Field.PrintFormat format,
    List<FlagName> flags,
    int directoryParameter,
    List<Parameter> alternatives) {

  public Parameter {
    flags = List.copyOf(flags);
    alternatives = List.copyOf(alternatives);
  }

  /** A named value or bit mask, in the order in which libscap looks through them. */
  public record FlagName(String name, long value) {}
}
