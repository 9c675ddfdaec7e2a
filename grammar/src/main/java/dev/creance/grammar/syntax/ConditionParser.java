package dev.creance.grammar.syntax;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * Reads conditions, and the references of output templates, exactly as Falco 0.44 does.
 *
 * <p>Texts are byte strings: each char is one byte. Nothing is ever thrown for a text; {@link
 * Parsed} tells what is wrong with it. Parsing is linear in the text's length, its recursion is
 * bounded by the depth limit. Safe for use by many threads.
 */
public final class ConditionParser {
  /** Falco's limit for the conditions of rules and macros. */
  public static final int RULE_DEPTH = 1000;

  /** The limit of Falco's library, which holds for output templates and for tools. */
  public static final int LIBRARY_DEPTH = 100;

  private ConditionParser() {}

  /** Reads a condition with {@link #LIBRARY_DEPTH}. */
  public static Parsed parse(String text) {
    return parse(text, LIBRARY_DEPTH);
  }

  /**
   * Reads a condition.
   *
   * @param depthLimit how deep Falco's parser may recurse, up to {@link #RULE_DEPTH}. Every level
   *     of parentheses takes five
   */
  public static Parsed parse(String text, int depthLimit) {
    ConditionLexer lexer = new ConditionLexer(new Bytes(text, checked(depthLimit)));
    lexer.start();
    Condition tree = new TreeBuilder(text).condition(grammar(lexer).condition());
    List<SyntaxError> errors = lexer.errors();
    return new Parsed(tree, errors, errors.isEmpty() ? text.length() : errors.getFirst().at());
  }

  /**
   * Reads the field or transformer at an offset, whatever follows it.
   *
   * @return empty if there is none. The operand's span tells how far it reaches
   */
  public static Optional<Operand> parseReference(String text, int offset, int depthLimit) {
    ConditionLexer lexer = new ConditionLexer(new Bytes(text, checked(depthLimit)));
    Operand operand = readReference(lexer, text, offset);
    return lexer.errors().isEmpty() ? Optional.of(operand) : Optional.empty();
  }

  /**
   * All that the field or transformer at an offset can be, the longest first: with its argument in
   * brackets, without, and the shorter names that a field's name begins with. The reference of an
   * output template is the first one that exists.
   */
  public static Iterable<Operand> candidates(String text, int offset, int depthLimit) {
    int limit = checked(depthLimit);
    return () -> new ReferenceCandidates(text, offset, limit);
  }

  /** An operand in any case; it has broken parts if the lexer has errors. */
  static Operand readReference(ConditionLexer lexer, String text, int offset) {
    lexer.startReference(offset);
    return new TreeBuilder(text).reference(grammar(lexer).reference());
  }

  private static ConditionSyntax grammar(ConditionLexer lexer) {
    ConditionSyntax grammar = new ConditionSyntax(new CommonTokenStream(lexer));
    grammar.removeErrorListeners();
    // The scanner leaves no error to the parser; should it ever, a wrong tree must not go
    // unnoticed.
    grammar.setErrorHandler(new BailErrorStrategy());
    return grammar;
  }

  private static int checked(int depthLimit) {
    if (depthLimit < 1 || depthLimit > RULE_DEPTH) {
      throw new IllegalArgumentException(
          "depth limit " + depthLimit + " is not between 1 and " + RULE_DEPTH);
    }
    return depthLimit;
  }
}
