package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import java.util.List;
import java.util.Optional;

/** A side of a comparison, or an argument of a transformer. */
public sealed interface Operand {
  Span span();

  /** {@code proc.aname[2]}: the argument without brackets and quotes. */
  record FieldName(Span span, String name, Optional<String> argument) implements Operand {
    /** As Falco re-joins it: {@code name[argument]}. */
    public String text() {
      return argument.map(a -> name + "[" + a + "]").orElse(name);
    }
  }

  /**
   * {@code tolower(proc.name)}, {@code getopt(proc.args, "ab")[a]}, and {@code val(field)}.
   * Arguments are fields, transformers, literals (numbers unquoted, texts quoted) and lists of
   * these.
   */
  record Transform(Span span, String name, List<Operand> arguments, Optional<String> argument)
      implements Operand {
    public Transform {
      arguments = List.copyOf(arguments);
    }
  }

  /** A constant; {@code text} is unescaped, a byte string. */
  record Literal(Span span, String text, boolean quoted) implements Operand {}

  /**
   * A parenthesised list of constants on the right of a comparison. Values that could not be read
   * are left out; Falco silently takes a list as empty whose only value has a bad escape.
   */
  record ValueList(Span span, List<Literal> values) implements Operand {
    public ValueList {
      values = List.copyOf(values);
    }
  }

  /** A parenthesised list inside a transformer's arguments. */
  record OperandList(Span span, List<Operand> items) implements Operand {
    public OperandList {
      items = List.copyOf(items);
    }
  }

  /** What could not be read. */
  record Broken(Span span) implements Operand {}
}
