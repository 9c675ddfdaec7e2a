package dev.creance.grammar.syntax;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.Escapes.EscapeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.Token;

/**
 * What {@link ConditionLexer} needs beyond its rules: Falco's limit of nesting, its messages, and a
 * way on behind errors.
 *
 * <p>Where no rule of a mode fits, the text up to the next {@code and}, {@code or} or end of the
 * group becomes a {@code BROKEN} token, an empty one follows for each other construct that is still
 * open, and reading goes on behind a check that is taken as complete. So the parser always gets a
 * sequence that its grammar accepts, and the first error is where Falco's parser throws, with the
 * same words.
 */
abstract class ConditionScanner extends Lexer {
  private String text = "";
  private Nesting nesting = new Nesting(0);
  private final List<SyntaxError> errors = new ArrayList<>();
  private final ArrayDeque<Token> ready = new ArrayDeque<>();
  private String lastText = "";

  /** Where the check after the last {@code not} starts, or -1. */
  private int afterNot = -1;

  /** No more tokens are read, what is open is closed. */
  private boolean stopped;

  private boolean reference;
  private boolean parenthesesUnbalanced;

  ConditionScanner(CharStream input) {
    super(input);
    removeErrorListeners();
  }

  /** To be called once, before the first token. */
  void start(String text, int depthLimit) {
    this.text = text;
    this.nesting = new Nesting(depthLimit);
    if (text.isEmpty()) {
      error(0, new Span(0, 0), Expected.CHECK, "filter input string is empty");
      return;
    }
    int first = skipBlanks(0);
    if (guard(1, 0) && guard(1 + Nesting.AND_CHAIN, first)) {
      guard(1 + Nesting.NEGATION, first);
    }
  }

  /** As {@link #start}, for a field or transformer alone at {@code offset}. */
  void startReference(String text, int offset, int depthLimit) {
    this.text = text;
    this.nesting = new Nesting(depthLimit);
    this.reference = true;
    _input.seek(offset);
    _mode = ConditionLexer.REFERENCE;
    guard(1, offset);
  }

  List<SyntaxError> errors() {
    return errors;
  }

  @Override
  public Token nextToken() {
    if (!ready.isEmpty()) {
      return ready.poll();
    }
    if (stopped || _mode == ConditionLexer.REFERENCE_END) {
      return finish();
    }
    int mode = _mode;
    Token token = super.nextToken();
    return switch (token.getType()) {
      case EOF -> {
        endOfText();
        yield finish();
      }
      case ConditionLexer.BROKEN -> token;
      case ConditionLexer.RPAREN -> nesting.openGroups() > 0 ? accept(mode, token) : stray(token);
      default -> accept(mode, token);
    };
  }

  /** {@code oneof} and the like are modifiers only before a list or its name. */
  boolean listFollows() {
    int c = _input.LA(1);
    return c == '('
        || isLetter(c) && !wordFollows("and") && !wordFollows("or") && !wordFollows("not");
  }

  private boolean wordFollows(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (_input.LA(i + 1) != word.charAt(i)) {
        return false;
      }
    }
    int next = _input.LA(word.length() + 1);
    return !isLetter(next) && !(next >= '0' && next <= '9');
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\b' || c == '\r' || c == '\n';
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  // ---- tokens that fit

  private Token accept(int mode, Token token) {
    int start = token.getStartIndex();
    int end = token.getStopIndex() + 1;
    boolean fits = beforeToken(mode, token.getType(), start);
    lastText = token.getType() == ConditionLexer.CLOSE ? ")" : token.getText();
    if (fits) {
      switch (token.getType()) {
        case ConditionLexer.NOT -> afterNot = end;
        case ConditionLexer.NOT_GROUP -> open(Nesting.Opener.NOT, end);
        case ConditionLexer.LPAREN -> open(Nesting.Opener.CHECK, end);
        case ConditionLexer.AND_GROUP -> open(Nesting.Opener.AND, end);
        case ConditionLexer.OR_GROUP -> open(Nesting.Opener.OR, end);
        case ConditionLexer.RPAREN ->
            _mode =
                nesting.close() == Nesting.Opener.OR
                    ? ConditionLexer.DISJUNCTIVE
                    : ConditionLexer.CONNECTIVE;
        case ConditionLexer.AND -> connective(end, end - start > 3, Expected.BLANK_AFTER_AND);
        case ConditionLexer.OR -> connective(end, end - start > 2, Expected.BLANK_AFTER_OR);
        case ConditionLexer.FIELD -> guard(fieldDepth(mode), end);
        case ConditionLexer.FIELD_INDEXED -> guard(fieldDepth(mode), end - 1);
        case ConditionLexer.TRANSFORMER -> transformer(mode, end);
        case ConditionLexer.NUMBER_OPERATOR -> {
          if (guard(nesting.group() + Nesting.VALUE, end)) {
            guard(nesting.group() + Nesting.INNER_VALUE, skipBlanks(end));
          }
        }
        case ConditionLexer.LIST_OPERATOR, ConditionLexer.MODIFIER ->
            guard(nesting.group() + Nesting.VALUE, end);
        case ConditionLexer.LIST_OPEN -> firstItem(end);
        case ConditionLexer.COMMA -> comma(mode, end);
        case ConditionLexer.CLOSE, ConditionLexer.CLOSE_INDEXED -> {
          if (mode == ConditionLexer.ARGUMENT_END) {
            nesting.closeTransformer();
          }
        }
        case ConditionLexer.QUOTED -> quoted(mode, (CommonToken) token);
        default -> {}
      }
    }
    if (token.getType() != ConditionLexer.NOT) {
      afterNot = -1;
    }
    return token;
  }

  /** What Falco counts before it looks for the token; false if that is too deep. */
  private boolean beforeToken(int mode, int type, int at) {
    return switch (mode) {
      case DEFAULT_MODE, ConditionLexer.CHECK ->
          type == ConditionLexer.NOT
              || type == ConditionLexer.NOT_GROUP
              || guard(nesting.group() + Nesting.CHECK, afterNot >= 0 ? afterNot : at);
      case ConditionLexer.UNSPACED_VALUE, ConditionLexer.STRING_VALUE ->
          type == ConditionLexer.MODIFIER || guard(nesting.group() + Nesting.INNER_VALUE, at);
      case ConditionLexer.LIST_VALUE ->
          type == ConditionLexer.LIST_OPEN || guard(nesting.group() + Nesting.INNER_VALUE, at);
      default -> true;
    };
  }

  private void open(Nesting.Opener opener, int end) {
    int first = skipBlanks(end);
    if (guard(nesting.opening(opener), end) && guard(nesting.opening(opener) + 1, first)) {
      nesting.open(opener);
      if (guard(nesting.group() + Nesting.AND_CHAIN, first)) {
        guard(nesting.group() + Nesting.NEGATION, first);
      }
    } else {
      nesting.open(opener);
    }
  }

  private void connective(int end, boolean blank, Expected otherwise) {
    if (!blank) {
      error(end, new Span(end, end), otherwise, otherwise.message());
    } else if (otherwise == Expected.BLANK_AFTER_AND
        || guard(nesting.group() + Nesting.AND_CHAIN, end)) {
      guard(nesting.group() + Nesting.NEGATION, end);
    }
  }

  private int fieldDepth(int mode) {
    return switch (mode) {
      case ConditionLexer.REFERENCE -> 2;
      case ConditionLexer.VAL_FIELD -> nesting.group() + Nesting.RIGHT_TRANSFORMER;
      case ConditionLexer.ARGUMENT, ConditionLexer.ELEMENT, ConditionLexer.FIRST_ELEMENT ->
          nesting.transformer() + 2;
      default -> nesting.group() + Nesting.LEFT_SIDE;
    };
  }

  private void transformer(int mode, int end) {
    int depth =
        switch (mode) {
          case ConditionLexer.REFERENCE -> 2;
          case ConditionLexer.ARGUMENT, ConditionLexer.ELEMENT, ConditionLexer.FIRST_ELEMENT ->
              nesting.transformer() + 2;
          case DEFAULT_MODE, ConditionLexer.CHECK -> nesting.group() + Nesting.LEFT_SIDE;
          default -> nesting.group() + Nesting.RIGHT_TRANSFORMER;
        };
    int first = skipBlanks(end);
    nesting.openTransformer(depth);
    if (guard(depth, mode == ConditionLexer.ARGUMENT ? end : first)) {
      guard(depth + 1, first);
    }
  }

  private void firstItem(int end) {
    if (_mode == ConditionLexer.FIRST_ITEM
        && !nesting.allows(nesting.group() + Nesting.INNER_VALUE)) {
      nesting.lose();
      _input.seek(skipBlanks(end));
      _mode = ConditionLexer.EMPTY_LIST;
      ready.add(broken(getCharIndex(), getCharIndex()));
    }
  }

  private void comma(int mode, int end) {
    if (mode == ConditionLexer.ARGUMENT_END) {
      guard(nesting.transformer() + 1, end);
    } else if (mode == ConditionLexer.ITEM_END) {
      guard(nesting.group() + Nesting.INNER_VALUE, end);
    }
  }

  private void quoted(int mode, CommonToken token) {
    try {
      lastText = Escapes.unescape(token.getText());
      token.setText(lastText);
    } catch (EscapeException e) {
      token.setType(ConditionLexer.BROKEN);
      if (mode == ConditionLexer.FIRST_ITEM) {
        _mode = ConditionLexer.EMPTY_LIST;
      } else {
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        error(end, new Span(start, end), Expected.ESCAPE, e.getMessage());
      }
    }
  }

  /** False, and the end of reading, if {@code depth} is not allowed. */
  private boolean guard(int depth, int at) {
    if (nesting.allows(depth)) {
      return true;
    }
    tooDeep(at);
    return false;
  }

  private void tooDeep(int at) {
    error(
        at,
        new Span(at, text.length()),
        Expected.SHALLOWER,
        Expected.SHALLOWER.message() + " of " + nesting.limit());
    stopped = true;
  }

  // ---- text that fits no rule

  /** A closing parenthesis that closes nothing: it and what follows is left out. */
  private Token stray(Token token) {
    int start = token.getStartIndex();
    int end = endOfBroken(start, 0);
    fail(ConditionLexer.CONNECTIVE, start, end);
    _input.seek(end);
    _mode = ConditionLexer.CONNECTIVE;
    _hitEOF = false;
    return nextToken();
  }

  @Override
  public void notifyListeners(LexerNoViableAltException e) {}

  @Override
  public void recover(LexerNoViableAltException e) {
    int start = _tokenStartCharIndex;
    int missing = missing();
    int end = endOfBroken(start, openParentheses());
    if (!fail(_mode, start, end)) {
      end = text.length();
    }
    _input.seek(end);
    _type = missing == 0 ? SKIP : ConditionLexer.BROKEN;
    for (int i = 1; i < missing; i++) {
      ready.add(broken(end, end));
    }
    _modeStack.clear();
    _mode = ConditionLexer.CONNECTIVE;
    afterNot = -1;
  }

  private void endOfText() {
    int end = text.length();
    if (_mode != ConditionLexer.CONNECTIVE && _mode != ConditionLexer.DISJUNCTIVE
        || nesting.openGroups() > 0
        || nesting.unbalanced()) {
      fail(_mode, end, end);
    }
  }

  /** Closes all that is open and ends the text. */
  private Token finish() {
    int start = getCharIndex();
    int end = reference && !stopped ? start : text.length();
    int missing = missing() + nesting.openGroups();
    for (int i = 0; i < missing; i++) {
      ready.add(broken(i == 0 ? start : end, end));
    }
    while (nesting.openGroups() > 0) {
      nesting.close();
    }
    _modeStack.clear();
    _mode = ConditionLexer.REFERENCE_END;
    _input.seek(end);
    ready.add(emitEOF());
    return ready.remove();
  }

  /**
   * Tells what is wrong at a place where no rule of {@code mode} fits; false if it is the depth.
   */
  private boolean fail(int mode, int at, int end) {
    if (!beforeToken(mode, INVALID, at)) {
      return false;
    }
    Expected expected = expected(mode);
    String message =
        switch (expected) {
          case CONNECTIVE ->
              nesting.unbalanced()
                  ? "parser fatal error: recursion is unbalanced"
                  : "unexpected token after '" + lastText + "', " + expected.message();
          default -> expected.message();
        };
    error(at, new Span(at, end), expected, message);
    return true;
  }

  private static final int INVALID = Token.INVALID_TYPE;

  private Expected expected(int mode) {
    return switch (mode) {
      case DEFAULT_MODE, ConditionLexer.CHECK -> Expected.CHECK;
      case ConditionLexer.OPERATOR -> Expected.OPERATOR;
      case ConditionLexer.NUMBER_VALUE -> Expected.NUMBER;
      case ConditionLexer.UNSPACED_VALUE, ConditionLexer.STRING_VALUE -> Expected.STRING;
      case ConditionLexer.MODIFIED_VALUE -> Expected.MODIFIED_LIST;
      case ConditionLexer.LIST_VALUE -> Expected.LIST;
      case ConditionLexer.ITEM -> Expected.LIST_ITEM;
      case ConditionLexer.FIRST_ITEM, ConditionLexer.ITEM_END, ConditionLexer.EMPTY_LIST ->
          Expected.LIST_END;
      case ConditionLexer.ARGUMENT -> Expected.ARGUMENT;
      case ConditionLexer.ARGUMENT_END -> Expected.ARGUMENT_END;
      case ConditionLexer.FIRST_ELEMENT, ConditionLexer.ELEMENT -> Expected.ELEMENT;
      case ConditionLexer.ELEMENT_END -> Expected.ELEMENT_END;
      case ConditionLexer.VAL_FIELD -> Expected.FIELD;
      case ConditionLexer.VAL_END -> Expected.ARGUMENT_END;
      case ConditionLexer.INDEX -> Expected.INDEX;
      case ConditionLexer.INDEX_END -> Expected.INDEX_END;
      case ConditionLexer.REFERENCE -> Expected.REFERENCE;
      default -> nesting.openGroups() > 0 ? Expected.GROUP_END : Expected.CONNECTIVE;
    };
  }

  /** How many {@code BROKEN} tokens the parser needs to be through with all open modes. */
  private int missing() {
    int missing = missing(_mode);
    for (int i = 0; i < _modeStack.size(); i++) {
      missing += missing(_modeStack.get(i));
    }
    return missing;
  }

  private static int missing(int mode) {
    return switch (mode) {
      case ConditionLexer.CONNECTIVE, ConditionLexer.DISJUNCTIVE, ConditionLexer.REFERENCE_END -> 0;
      case ConditionLexer.FIRST_ITEM,
          ConditionLexer.ITEM,
          ConditionLexer.ARGUMENT,
          ConditionLexer.FIRST_ELEMENT,
          ConditionLexer.ELEMENT,
          ConditionLexer.VAL_FIELD,
          ConditionLexer.INDEX ->
          2;
      default -> 1;
    };
  }

  /** The parentheses of lists and transformers that are open. */
  private int openParentheses() {
    int open = 0;
    for (int i = 0; i < _modeStack.size(); i++) {
      open++;
    }
    return _mode == ConditionLexer.INDEX || _mode == ConditionLexer.INDEX_END ? open - 1 : open;
  }

  /**
   * Where reading can go on: before the next {@code and}, {@code or} or closing parenthesis that
   * does not belong to the broken text itself. Quoted text and balanced parentheses are jumped
   * over.
   */
  private int endOfBroken(int start, int open) {
    int end = endOfBroken(start, open, !parenthesesUnbalanced);
    if (end < 0) {
      parenthesesUnbalanced = true;
      end = endOfBroken(start, open, false);
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int endOfBroken(int start, int open, boolean balance) {
    int inner = 0;
    int outer = open;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = endOfQuoted(start, i);
      } else if (c == '(' && balance) {
        inner++;
      } else if (c == ')' && inner > 0) {
        inner--;
      } else if (c == ')' && outer > 0) {
        outer--;
      } else if (c == ')' && nesting.openGroups() > 0 || inner == 0 && connectiveAt(start, i)) {
        return i;
      }
    }
    return inner > 0 ? -1 : text.length();
  }

  /** The closing delimiter, or {@code at} if there is none. */
  private int endOfQuoted(int start, int at) {
    if (at > start && text.charAt(at - 1) == '\\') {
      return at;
    }
    char delimiter = text.charAt(at);
    int close = text.indexOf(delimiter, at + 1);
    while (close > 0 && text.charAt(close - 1) == '\\') {
      close = text.indexOf(delimiter, close + 1);
    }
    return close < 0 ? at : close;
  }

  private boolean connectiveAt(int start, int at) {
    if (at > start && !isBlank(text.charAt(at - 1)) && text.charAt(at - 1) != ')') {
      return false;
    }
    int length = text.startsWith("and", at) ? 3 : text.startsWith("or", at) ? 2 : 0;
    int end = at + length;
    return length > 0
        && (end == text.length() || isBlank(text.charAt(end)) || text.charAt(end) == '(');
  }

  private CommonToken broken(int start, int end) {
    return new CommonToken(
        _tokenFactorySourcePair, ConditionLexer.BROKEN, Token.DEFAULT_CHANNEL, start, end - 1);
  }

  private void error(int at, Span span, Expected expected, String message) {
    if (errors.isEmpty() || errors.getLast().at() != at) {
      errors.add(new SyntaxError(at, span, expected, message));
    }
  }
}
