package dev.creance.grammar.checked;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Operand;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldResolver;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves and types fields and transformers. */
public final class ExpressionChecker {
  private final FieldResolver fields;
  private final String source;

  /**
   * @param source the event source whose fields exist
   */
  public ExpressionChecker(FieldResolver fields, String source) {
    this.fields = fields;
    this.source = source;
  }

  /** The place of a problem inside an expression and Falco's message. */
  record Problem(Span span, String message) {}

  /** A typed expression, or the first problem in it. */
  sealed interface Outcome {
    record Typed(FieldExpression expression) implements Outcome {}

    record Failed(Problem problem) implements Outcome {}
  }

  /** What Falco keeps of the field at the bottom of a chain of transformers. */
  private record Root(String name, ValueType type, boolean list, boolean transformable) {
    static final Root INTERNAL = new Root("NA", ValueType.CHARBUF, false, true);
  }

  private record Typing(FieldExpression expression, Root root) {}

  private static final class ProblemFound extends Exception {
    private static final long serialVersionUID = 1L;
    final transient Problem problem;

    ProblemFound(Span span, String message) {
      super(message, null, false, false);
      this.problem = new Problem(span, message);
    }
  }

  Outcome check(Operand operand) {
    try {
      return new Outcome.Typed(typing(operand).expression);
    } catch (ProblemFound found) {
      return new Outcome.Failed(found.problem);
    }
  }

  /** The expression, or empty when it has a problem. */
  public Optional<FieldExpression> expression(Operand operand) {
    return check(operand) instanceof Outcome.Typed typed
        ? Optional.of(typed.expression())
        : Optional.empty();
  }

  private Typing typing(Operand operand) throws ProblemFound {
    return switch (operand) {
      case Operand.FieldName field -> field(field);
      case Operand.Transform transform -> transform(transform);
      case Operand.Literal literal ->
          new Typing(new FieldExpression.Literal(literal.text()), Root.INTERNAL);
      case Operand.OperandList list -> {
        List<FieldExpression> items = new ArrayList<>();
        for (Operand item : list.items()) {
          items.add(typing(item).expression);
        }
        yield new Typing(
            new FieldExpression.Items(items), new Root("NA", ValueType.CHARBUF, true, true));
      }
      case Operand.ValueList _, Operand.Broken _ ->
          throw new ProblemFound(operand.span(), "expected a field or a transformer");
    };
  }

  private Typing field(Operand.FieldName name) throws ProblemFound {
    return switch (fields.resolve(name.text(), source)) {
      case FieldResolver.Resolution.Found found ->
          new Typing(
              new FieldExpression.Access(found.field(), found.argument(), found.type()),
              new Root(
                  found.field().name(),
                  found.type(),
                  found.field().list(),
                  !found.field().has(Field.Flag.NO_TRANSFORMER)));
      case FieldResolver.Resolution.Missing missing ->
          throw new ProblemFound(name.span(), missing.message());
    };
  }

  private Typing transform(Operand.Transform transform) throws ProblemFound {
    List<Typing> arguments = new ArrayList<>();
    for (Operand argument : transform.arguments()) {
      arguments.add(typing(argument));
    }
    Transformer transformer;
    try {
      transformer = Transformer.valueOf(transform.name().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ProblemFound(
          transform.span(), "unknown field transformer '" + transform.name() + "'");
    }
    if (transformer == Transformer.VAL || arguments.size() == 1) {
      if (transform.argument().isPresent()) {
        throw new ProblemFound(
            transform.span(),
            "filter error: transformer '"
                + transform.name()
                + "' does not support field arguments");
      }
      return transformer == Transformer.VAL
          ? arguments.getFirst()
          : single(transform, transformer, arguments.getFirst());
    }
    return several(transform, transformer, arguments);
  }

  private static Typing single(
      Operand.Transform transform, Transformer transformer, Typing argument) throws ProblemFound {
    Root root = argument.root;
    switch (transformer) {
      case JOIN, CONCAT, GETOPT ->
          throw new ProblemFound(
              transform.span(), "unknown field transformer '" + transform.name() + "'");
      default -> {}
    }
    if (!root.transformable) {
      throw new ProblemFound(
          transform.span(), "field '" + root.name + "' does not support transformers");
    }
    ValueType type = argument.expression.type();
    boolean list = argument.expression.list();
    boolean fits =
        switch (transformer) {
          case TOLOWER, TOUPPER, BASENAME -> type.text();
          case B64 -> type == ValueType.CHARBUF || type == ValueType.BYTEBUF;
          case LEN -> list || type.text() || type == ValueType.BYTEBUF;
          default -> false;
        };
    if (!fits) {
      throw new ProblemFound(
          transform.span(),
          "can't add field transformer: type '"
              + type
              + "' is not supported by '"
              + transform.name()
              + "' transformer applied on "
              + (list ? "list " : "")
              + "field '"
              + root.name
              + "'");
    }
    boolean length = transformer == Transformer.LEN;
    return new Typing(
        new FieldExpression.Transformed(
            transformer,
            List.of(argument.expression),
            Optional.empty(),
            length ? ValueType.UINT64 : type,
            !length && list),
        root);
  }

  private static Typing several(
      Operand.Transform transform, Transformer transformer, List<Typing> arguments)
      throws ProblemFound {
    String problem =
        switch (transformer) {
          case JOIN -> joinProblem(arguments);
          case CONCAT -> concatProblem(arguments);
          case GETOPT -> getoptProblem(arguments, transform.argument());
          default -> "unknown multivalue transformer";
        };
    if (problem == null && transformer != Transformer.GETOPT && transform.argument().isPresent()) {
      problem = "transformer '" + transform.name() + "' does not support field arguments";
    }
    if (problem != null) {
      throw new ProblemFound(transform.span(), problem);
    }
    boolean list = transformer == Transformer.GETOPT && transform.argument().isEmpty();
    return new Typing(
        new FieldExpression.Transformed(
            transformer,
            arguments.stream().map(Typing::expression).toList(),
            transform.argument(),
            ValueType.CHARBUF,
            list),
        Root.INTERNAL);
  }

  private static @Nullable String joinProblem(List<Typing> arguments) {
    if (arguments.size() != 2) {
      return "join() requires exactly 2 arguments: separator and list";
    }
    if (arguments.get(0).root.list) {
      return "join() first argument (separator) must be a single value, not a list";
    }
    return arguments.get(1).root.list ? null : "join() second argument must be a list";
  }

  private static @Nullable String concatProblem(List<Typing> arguments) {
    for (Typing argument : arguments) {
      if (argument.root.type != ValueType.CHARBUF || argument.root.list) {
        return "concat() arguments must be strings";
      }
    }
    return null;
  }

  private static @Nullable String getoptProblem(List<Typing> arguments, Optional<String> option) {
    if (arguments.size() != 2) {
      return "getopt() requires exactly 2 arguments: args list and optstring";
    }
    if (!arguments.get(0).root.list) {
      return "getopt() first argument must be a list";
    }
    if (arguments.get(1).root.list) {
      return "getopt() second argument (optstring) must be a single value";
    }
    if (arguments.get(0).root.type != ValueType.CHARBUF
        || arguments.get(1).root.type != ValueType.CHARBUF) {
      return "getopt() arguments must be strings";
    }
    return option.isPresent() && option.get().length() != 1
        ? "getopt() field argument must be a single option character"
        : null;
  }
}
