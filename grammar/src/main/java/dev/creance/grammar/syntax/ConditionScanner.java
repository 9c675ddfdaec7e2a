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
  private final String text;
  private final int depthLimit;
  private final Nesting nesting;
  private final BrokenText brokenText;
  private final List<SyntaxError> errors = new ArrayList<>();

  /** Tokens to hand out before more text is read. */
  private final ArrayDeque<Token> ready = new ArrayDeque<>();

  /** What the last token stands for; Falco quotes it. */
  private String lastText = "";

  /** No more tokens are read, what is open is closed. */
  private boolean stopped;

  private boolean reference;
  private int beforeIndex = -1;

  ConditionScanner(CharStream input) {
    super(input);
    Bytes bytes = (Bytes) input;
    text = bytes.text();
    depthLimit = bytes.depthLimit();
    nesting = new Nesting(text, depthLimit);
    brokenText = new BrokenText(text);
    removeErrorListeners();
  }

  /** Reads a whole condition. */
  void start() {
    if (text.isEmpty()) {
      error(0, new Span(0, 0), Expected.CHECK, "filter input string is empty");
    } else {
      limit(nesting.start());
    }
  }

  /** Reads a field or a transformer at an offset, and nothing behind it. */
  void startReference(int offset) {
    reference = true;
    _input.seek(offset);
    _mode = ConditionLexer.REFERENCE;
    limit(nesting.startReference(offset));
  }

  /** Where the reference would end without the argument in brackets, or -1 if it has none. */
  int beforeIndex() {
    return beforeIndex;
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
    CommonToken token = (CommonToken) super.nextToken();
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

  @Override
  public void mode(int mode) {
    super.mode(
        mode == ConditionLexer.STRING_VALUE && modifierFollows() ? ConditionLexer.MODIFIED : mode);
  }

  /** {@code oneof} and the like are modifiers only before a list or its name. */
  private boolean modifierFollows() {
    int at = getCharIndex();
    if (!text.startsWith("oneof", at)
        && !text.startsWith("anyof", at)
        && !text.startsWith("allof", at)) {
      return false;
    }
    int list = Lexical.skipBlanks(text, at + 5);
    if (list == at + 5 || list == text.length()) {
      return false;
    }
    char c = text.charAt(list);
    return c == '('
        || Lexical.isLetter(c)
            && !wordAt("and", list)
            && !wordAt("or", list)
            && !wordAt("not", list);
  }

  private boolean wordAt(String word, int at) {
    int end = at + word.length();
    return text.startsWith(word, at)
        && (end == text.length()
            || !Lexical.isLetter(text.charAt(end)) && !Lexical.isDigit(text.charAt(end)));
  }

  // ---- tokens that fit

  private Token accept(int mode, CommonToken token) {
    int type = token.getType();
    int start = token.getStartIndex();
    int end = token.getStopIndex() + 1;
    lastText = type == ConditionLexer.CLOSE ? ")" : token.getText();
    if (type == ConditionLexer.RPAREN) {
      _mode =
          nesting.opener() == Nesting.Opener.OR
              ? ConditionLexer.DISJUNCTIVE
              : ConditionLexer.CONNECTIVE;
    } else if (type == ConditionLexer.AND && end - start == 3) {
      error(end, new Span(end, end), Expected.BLANK_AFTER_AND);
    } else if (type == ConditionLexer.OR && end - start == 2) {
      error(end, new Span(end, end), Expected.BLANK_AFTER_OR);
    }
    if (reference
        && _modeStack.size() == 1
        && (type == ConditionLexer.FIELD_INDEXED || type == ConditionLexer.CLOSE_INDEXED)) {
      beforeIndex = end - 1;
    }
    limit(nesting.read(mode, type, start, end));
    if (type == ConditionLexer.QUOTED) {
      unescape(mode, token);
    } else if (_mode == ConditionLexer.FIRST_ITEM && nesting.firstItemTooDeep()) {
      nesting.lose();
      _input.seek(Lexical.skipBlanks(text, end));
      _mode = ConditionLexer.EMPTY_LIST;
      ready.add(broken(getCharIndex(), getCharIndex()));
    }
    return token;
  }

  private void unescape(int mode, CommonToken token) {
    try {
      lastText = Escapes.unescape(token.getText());
      token.setText(lastText);
    } catch (EscapeException e) {
      token.setType(ConditionLexer.BROKEN);
      if (mode == ConditionLexer.FIRST_ITEM) {
        _mode = ConditionLexer.EMPTY_LIST;
      } else {
        int end = token.getStopIndex() + 1;
        error(end, new Span(token.getStartIndex(), end), Expected.ESCAPE, e.getMessage());
      }
    }
  }

  /** Ends the reading of tokens if an offset says where the text is too deep. */
  private void limit(int tooDeep) {
    if (tooDeep != Nesting.FITS) {
      String message = Expected.SHALLOWER.message() + " of " + depthLimit;
      error(tooDeep, new Span(tooDeep, text.length()), Expected.SHALLOWER, message);
      stopped = true;
    }
  }

  // ---- text that fits no rule

  /** A closing parenthesis that closes nothing: it and what follows is left out. */
  private Token stray(CommonToken token) {
    int start = token.getStartIndex();
    int end = brokenText.end(start, 0, false);
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
    int end =
        reference ? start : brokenText.end(start, openParentheses(), nesting.openGroups() > 0);
    fail(_mode, start, end);
    if (stopped) {
      end = text.length();
    }
    stopped |= reference;
    _input.seek(end);
    _type = missing == 0 ? SKIP : ConditionLexer.BROKEN;
    for (int i = 1; i < missing; i++) {
      ready.add(broken(end, end));
    }
    _modeStack.clear();
    _mode = ConditionLexer.CONNECTIVE;
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

  /** Tells what is wrong at a place where no rule of {@code mode} fits. */
  private void fail(int mode, int at, int end) {
    limit(nesting.look(mode, Token.INVALID_TYPE, at));
    if (stopped) {
      return;
    }
    Expected expected = Modes.expected(mode, nesting.openGroups() > 0);
    if (expected != Expected.CONNECTIVE) {
      error(at, new Span(at, end), expected);
    } else if (nesting.unbalanced()) {
      String message = "parser fatal error: recursion is unbalanced";
      error(at, new Span(at, end), Expected.SHALLOWER, message);
    } else {
      String message = "unexpected token after '" + lastText + "', " + expected.message();
      error(at, new Span(at, end), expected, upToNul(message));
    }
  }

  /** Falco's messages are C strings. */
  private static String upToNul(String message) {
    int nul = message.indexOf('\0');
    return nul < 0 ? message : message.substring(0, nul);
  }

  /** How many BROKEN tokens the parser needs to be through with all that is open in a check. */
  private int missing() {
    int missing = Modes.missing(_mode);
    for (int i = 0; i < _modeStack.size(); i++) {
      missing += Modes.missing(_modeStack.get(i));
    }
    return missing;
  }

  /** The parentheses of lists and transformers that are open. */
  private int openParentheses() {
    int open = _modeStack.size();
    return _mode == ConditionLexer.INDEX || _mode == ConditionLexer.INDEX_END ? open - 1 : open;
  }

  private CommonToken broken(int start, int end) {
    return new CommonToken(
        _tokenFactorySourcePair, ConditionLexer.BROKEN, Token.DEFAULT_CHANNEL, start, end - 1);
  }

  private void error(int at, Span span, Expected expected) {
    error(at, span, expected, expected.message());
  }

  /** One error a place: a second one there is mostly a consequence. */
  private void error(int at, Span span, Expected expected, String message) {
    if (errors.isEmpty() || errors.getLast().at() != at) {
      errors.add(new SyntaxError(at, span, expected, message));
    }
  }
}
