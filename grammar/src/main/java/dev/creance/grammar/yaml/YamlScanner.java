package dev.creance.grammar.yaml;

import dev.creance.grammar.yaml.ScalarScanner.Chomp;
import dev.creance.grammar.yaml.ScalarScanner.End;
import dev.creance.grammar.yaml.ScalarScanner.Fold;
import dev.creance.grammar.yaml.Token.Status;
import dev.creance.grammar.yaml.Token.Type;
import org.jspecify.annotations.Nullable;

/** Cuts a text into tokens. */
final class YamlScanner {
  private final CharStream in;
  private final ScalarScanner scalars;
  private final TokenQueue tokens;
  private boolean started;
  private boolean ended;
  private boolean scalarAllowed;
  private boolean afterJsonKey;

  YamlScanner(String text, int from) {
    in = new CharStream(text, from);
    scalars = new ScalarScanner(in);
    tokens = new TokenQueue(in);
  }

  /** The next token, or null at the end. */
  @Nullable Token peek() throws YamlException {
    while (true) {
      Token token = tokens.first();
      if (ended || (token != null && token.status == Status.VALID)) {
        return token;
      }
      scanNext();
    }
  }

  void pop() throws YamlException {
    if (peek() != null) {
      tokens.remove();
    }
  }

  /** Where scanning stands. */
  int position() {
    return in.position();
  }

  private void scanNext() throws YamlException {
    if (!started) {
      started = true;
      scalarAllowed = true;
      tokens.start();
      return;
    }
    skipToNextToken();
    tokens.popIndentsToHere();
    if (!in.more()) {
      endStream();
      return;
    }
    char c = in.peek();
    if (in.column() == 0 && (c == '%' || in.atDocumentIndicator())) {
      scanDocumentMark(c);
      return;
    }
    switch (c) {
      case '[', '{' -> scanFlowStart();
      case ']', '}' -> scanFlowEnd();
      case ',' -> scanFlowEntry();
      case '*', '&' -> scanAnchorOrAlias();
      case '!' -> scanTag();
      default -> scanBlockOrScalar(c);
    }
  }

  private void scanBlockOrScalar(char c) throws YamlException {
    if (c == '-' && in.blankBreakOrEnd(1)) {
      scanBlockEntry();
    } else if (c == '?' && in.blankOrBreak(1)) {
      scanKey();
    } else if (c == ':' && valueHere()) {
      scanValue();
    } else if (inBlock() && (c == '|' || c == '>')) {
      scanBlockScalar();
    } else if (!scalarAllowed) {
      throw new YamlException(in.position(), "unexpected scalar");
    } else if (c == '\'' || c == '"') {
      scanQuotedScalar(c);
    } else if (startsPlainScalar(c)) {
      scanPlainScalar();
    } else {
      throw new YamlException(in.position(), "unknown token");
    }
  }

  private boolean valueHere() {
    if (inBlock()) {
      return in.blankBreakOrEnd(1);
    }
    if (afterJsonKey) {
      return true;
    }
    char next = in.peek(1);
    return next == ',' || next == ']' || next == '}' || in.blankOrBreak(1);
  }

  private boolean startsPlainScalar(char c) {
    return switch (c) {
      case ' ', '\t', '\n', '\r', '#', '|', '>', '%', '@', '`' -> false;
      case '-', ':' -> {
        char next = in.peek(1);
        yield inBlock() ? !in.blankBreakOrEnd(1) : next != ' ' && next != '\t' && next != '\u0004';
      }
      case '?' -> inBlock() && !in.blankBreakOrEnd(1);
      default -> true;
    };
  }

  private void skipToNextToken() {
    while (true) {
      while (in.more() && in.atBlank()) {
        if (inBlock() && in.peek() == '\t') {
          tokens.keyAllowed = false;
        }
        in.eat(1);
      }
      if (in.peek() == '#') {
        while (in.more() && !in.atBreak()) {
          in.eat(1);
        }
      }
      if (!in.atBreak()) {
        return;
      }
      in.eat(in.breakLength());
      tokens.invalidateKey();
      scalarAllowed = true;
      if (inBlock()) {
        tokens.keyAllowed = true;
      }
    }
  }

  private void endStream() {
    if (in.column() > 0) {
      in.resetColumn();
    }
    tokens.popAllIndents();
    tokens.forgetKeys();
    tokens.keyAllowed = false;
    scalarAllowed = false;
    ended = true;
  }

  private boolean inBlock() {
    return tokens.inBlock();
  }

  private void scanDocumentMark(char c) {
    tokens.popAllIndents();
    tokens.forgetKeys();
    tokens.keyAllowed = false;
    afterJsonKey = false;
    int start = in.position();
    if (c == '%') {
      while (in.more()
          && !in.atBreak()
          && !(in.peek() == '#' && in.position() > start + 1 && blank(in.peek(-1)))) {
        in.eat(1);
      }
      tokens.push(Type.DIRECTIVE, start).text = in.text(start + 1, in.position());
    } else {
      in.eat(3);
      tokens.push(c == '-' ? Type.DOC_START : Type.DOC_END, start);
    }
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  private void scanFlowStart() {
    tokens.addPossibleKey();
    tokens.keyAllowed = true;
    afterJsonKey = false;
    int start = in.position();
    Type type = in.get() == '[' ? Type.FLOW_SEQ_START : Type.FLOW_MAP_START;
    tokens.openFlow(type);
    tokens.push(type, start);
  }

  private void scanFlowEnd() throws YamlException {
    if (inBlock()) {
      throw new YamlException(in.position(), "illegal flow end");
    }
    endFlowItem();
    tokens.keyAllowed = false;
    afterJsonKey = true;
    int start = in.position();
    boolean sequence = in.get() == ']';
    if (tokens.flow() != (sequence ? Type.FLOW_SEQ_START : Type.FLOW_MAP_START)) {
      throw new YamlException(start, "illegal flow end");
    }
    tokens.closeFlow();
    tokens.push(sequence ? Type.FLOW_SEQ_END : Type.FLOW_MAP_END, start);
  }

  private void scanFlowEntry() throws YamlException {
    if (in.column() == 0) {
      throw new YamlException(
          in.position(), "plain value cannot start with flow indicator character");
    }
    if (!scalarAllowed) {
      throw new YamlException(in.position(), "unexpected scalar");
    }
    if (!inBlock()) {
      endFlowItem();
    }
    tokens.keyAllowed = true;
    afterJsonKey = false;
    int start = in.position();
    in.eat(1);
    tokens.push(Type.FLOW_ENTRY, start);
  }

  /** A key of a flow mapping may stand without a value. */
  private void endFlowItem() {
    if (tokens.flow() == Type.FLOW_MAP_START) {
      if (tokens.verifyKey()) {
        tokens.push(Type.VALUE, in.position());
      }
    } else {
      tokens.invalidateKey();
    }
  }

  private void scanBlockEntry() throws YamlException {
    if (!inBlock() || !tokens.keyAllowed) {
      throw new YamlException(in.position(), "illegal block entry");
    }
    tokens.pushIndent(Type.BLOCK_SEQ_START);
    tokens.keyAllowed = true;
    afterJsonKey = false;
    int start = in.position();
    in.eat(1);
    tokens.push(Type.BLOCK_ENTRY, start);
  }

  private void scanKey() throws YamlException {
    if (inBlock()) {
      if (!tokens.keyAllowed) {
        throw new YamlException(in.position(), "illegal map key");
      }
      tokens.pushIndent(Type.BLOCK_MAP_START);
    }
    tokens.keyAllowed = inBlock();
    int start = in.position();
    in.eat(1);
    tokens.push(Type.KEY, start);
  }

  private void scanValue() throws YamlException {
    boolean simple = tokens.verifyKey();
    afterJsonKey = false;
    if (simple) {
      tokens.keyAllowed = false;
    } else {
      if (inBlock()) {
        if (!tokens.keyAllowed) {
          throw new YamlException(in.position(), "illegal map value");
        }
        tokens.pushIndent(Type.BLOCK_MAP_START);
      }
      tokens.keyAllowed = inBlock();
    }
    scalarAllowed = true;
    int start = in.position();
    in.eat(1);
    tokens.push(Type.VALUE, start);
  }

  private void scanAnchorOrAlias() throws YamlException {
    tokens.addPossibleKey();
    tokens.keyAllowed = false;
    afterJsonKey = false;
    int start = in.position();
    boolean alias = in.get() == '*';
    int nameStart = in.position();
    while (in.more() && !in.blankOrBreak(0) && "[]{},".indexOf(in.peek()) < 0) {
      in.eat(1);
    }
    String what = alias ? "alias" : "anchor";
    if (in.position() == nameStart) {
      throw new YamlException(in.position(), what + " not found after " + (alias ? "*" : "&"));
    }
    if (in.more() && !in.blankOrBreak(0) && "?:,]}%@`".indexOf(in.peek()) < 0) {
      throw new YamlException(in.position(), "illegal character found while scanning " + what);
    }
    tokens.push(alias ? Type.ALIAS : Type.ANCHOR, start).text = in.text(nameStart, in.position());
  }

  private void scanTag() throws YamlException {
    tokens.addPossibleKey();
    tokens.keyAllowed = false;
    afterJsonKey = false;
    int start = in.position();
    new TagScanner(in).scan();
    tokens.push(Type.TAG, start).text = in.text(start, in.position());
  }

  private void scanPlainScalar() throws YamlException {
    scalars.reset(inBlock() ? End.PLAIN_IN_BLOCK : End.PLAIN_IN_FLOW, Fold.FLOW);
    scalars.indent = inBlock() ? tokens.indentation() + 1 : 0;
    scalars.eatLeadingBlanks = true;
    scalars.trimTrailingBlanks = true;
    scalars.tabsMayNotIndent = true;
    scalars.chomp = Chomp.STRIP;
    tokens.addPossibleKey();
    int start = in.position();
    scalars.scan();
    tokens.keyAllowed = scalars.endedByIndent;
    afterJsonKey = false;
    pushScalar(Type.PLAIN_SCALAR, start);
  }

  private void scanQuotedScalar(char quote) throws YamlException {
    tokens.addPossibleKey();
    int start = in.position();
    in.get();
    scalars.reset(quote == '"' ? End.DOUBLE_QUOTE : End.SINGLE_QUOTE, Fold.FLOW);
    scalars.eatLeadingBlanks = true;
    scalars.scan();
    tokens.keyAllowed = false;
    scalarAllowed = !inBlock();
    afterJsonKey = true;
    pushScalar(Type.QUOTED_SCALAR, start);
  }

  private void scanBlockScalar() throws YamlException {
    int start = in.position();
    boolean folded = in.get() == '>';
    scalars.reset(End.NOTHING, folded ? Fold.BLOCK : Fold.NONE);
    scalars.indent = 1;
    scalars.detectIndent = true;
    scanBlockHeader();
    while (in.atBlank()) {
      in.eat(1);
    }
    if (in.peek() == '#') {
      while (in.more() && !in.atBreak()) {
        in.eat(1);
      }
    }
    if (in.more() && !in.atBreak()) {
      throw new YamlException(in.position(), "unexpected character in block scalar");
    }
    int top = tokens.indentation();
    if (top >= 0) {
      scalars.indent += top;
    }
    scalars.tabsMayNotIndent = true;
    scalars.scan();
    tokens.keyAllowed = true;
    afterJsonKey = false;
    pushScalar(Type.BLOCK_SCALAR, start);
  }

  /** A chomping indicator and a digit, in either order, each at most once. */
  private void scanBlockHeader() throws YamlException {
    boolean digitSeen = false;
    boolean chompSeen = false;
    while (true) {
      char c = in.peek();
      if (!chompSeen && (c == '+' || c == '-')) {
        scalars.chomp = c == '+' ? Chomp.KEEP : Chomp.STRIP;
        chompSeen = true;
      } else if (!digitSeen && c >= '0' && c <= '9') {
        if (c == '0') {
          throw new YamlException(
              in.position() + 1, "cannot set zero indentation for a block scalar");
        }
        scalars.indent = c - '0';
        scalars.detectIndent = false;
        digitSeen = true;
      } else {
        return;
      }
      in.eat(1);
    }
  }

  private void pushScalar(Type type, int start) {
    Token token = tokens.push(type, start);
    token.text = scalars.text();
    token.map = scalars.map();
    token.end = Math.max(start, scalars.contentEnd());
  }
}
