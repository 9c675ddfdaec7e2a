package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * Finds the references that {@link OutputLexer} has no rule for, and tells where one is missing.
 */
abstract class OutputScanner extends Lexer {
  /** A token that has been read already. */
  static final class ReferenceToken extends CommonToken {
    private static final long serialVersionUID = 1;
    private final transient Operand operand;

    private ReferenceToken(Operand operand) {
      super(OutputLexer.REFERENCE);
      this.operand = operand;
      setStartIndex(operand.span().start());
      setStopIndex(operand.span().end() - 1);
    }

    Operand operand() {
      return operand;
    }
  }

  private final String text;
  private final int depthLimit;
  private final List<SyntaxError> errors = new ArrayList<>();
  private Predicate<Operand> exists = _ -> true;
  private int percent;

  OutputScanner(CharStream input) {
    super(input);
    Bytes bytes = (Bytes) input;
    text = bytes.text();
    depthLimit = bytes.depthLimit();
    removeErrorListeners();
  }

  void start(Predicate<Operand> exists) {
    this.exists = exists;
  }

  List<SyntaxError> errors() {
    return errors;
  }

  @Override
  public Token nextToken() {
    int at = getCharIndex();
    if (_mode == DEFAULT_MODE) {
      percent = at;
      return super.nextToken();
    }
    if (at < text.length() && Lexical.isDigit(text.charAt(at))) {
      return super.nextToken();
    }
    _mode = DEFAULT_MODE;
    return at == text.length() ? atEnd(at) : reference(at);
  }

  private Token atEnd(int at) {
    return missing(
        at,
        "invalid formatting syntax: formatting cannot end with a "
            + (text.charAt(at - 1) == '%' ? "%" : "number"));
  }

  private Token reference(int at) {
    for (Operand candidate : ConditionParser.candidates(text, at, depthLimit)) {
      if (exists.test(candidate)) {
        _input.seek(candidate.span().end());
        _hitEOF = candidate.span().end() == text.length();
        return new ReferenceToken(candidate);
      }
    }
    // Falco tells of its last attempt, which had but one character left.
    return missing(at, "unknown filter: " + Expected.REFERENCE.message());
  }

  private Token missing(int at, String message) {
    errors.add(new SyntaxError(at, new Span(percent, at), Expected.REFERENCE, message));
    return new CommonToken(
        _tokenFactorySourcePair, OutputLexer.BROKEN, Token.DEFAULT_CHANNEL, at, at - 1);
  }
}
