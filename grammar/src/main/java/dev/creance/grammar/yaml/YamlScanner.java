package dev.creance.grammar.yaml;

import dev.creance.grammar.yaml.ScalarScanner.Chomp;
import dev.creance.grammar.yaml.ScalarScanner.End;
import dev.creance.grammar.yaml.ScalarScanner.Fold;
import dev.creance.grammar.yaml.Token.Status;
import dev.creance.grammar.yaml.Token.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into tokens. What may be a key is queued as such before it is known whether a {@code
 * :} follows; tokens leave the queue when that is settled.
 */
final class YamlScanner {
  private static final int LONGEST_SIMPLE_KEY = 1024;

  /** A level of indentation that a block collection opened. */
  private static final class Indent {
    final int column;
    final @Nullable Type opened;
    @Nullable Token start;
    Status status = Status.VALID;

    Indent(int column, @Nullable Type opened) {
      this.column = column;
      this.opened = opened;
    }
  }

  /** A place that becomes a key when a {@code :} follows on the same line. */
  private record SimpleKey(
      int position, int line, int flowLevel, @Nullable Indent indent, Token key) {
    void settle(Status status) {
      if (indent != null) {
        indent.status = status;
        Objects.requireNonNull(indent.start).status = status;
      }
      key.status = status;
    }
  }

  private final CharStream in;
  private final ScalarScanner scalars;
  private final ArrayDeque<Token> queue = new ArrayDeque<>();
  private final Deque<Indent> indents = new ArrayDeque<>();
  private final Deque<SimpleKey> simpleKeys = new ArrayDeque<>();
  private final Deque<Type> flows = new ArrayDeque<>();
  private boolean started;
  private boolean ended;
  private boolean simpleKeyAllowed;
  private boolean scalarAllowed;
  private boolean afterJsonKey;

  YamlScanner(String text) {
    in = new CharStream(text);
    scalars = new ScalarScanner(in);
  }

  /** The next token, or null at the end. */
  @Nullable Token peek() throws YamlException {
    while (true) {
      Token token = queue.peek();
      if (token != null) {
        if (token.status == Status.VALID) {
          return token;
        }
        if (token.status == Status.INVALID) {
          queue.remove();
          continue;
        }
      }
      if (ended) {
        return token;
      }
      scanNext();
    }
  }

  void pop() throws YamlException {
    if (peek() != null) {
      queue.remove();
    }
  }

  /** Where scanning stands. */
  int position() {
    return in.position();
  }

  private void scanNext() throws YamlException {
    if (!started) {
      started = true;
      simpleKeyAllowed = true;
      scalarAllowed = true;
      indents.push(new Indent(-1, null));
      return;
    }
    skipToNextToken();
    popIndentsToHere();
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
          simpleKeyAllowed = false;
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
      invalidateSimpleKey();
      scalarAllowed = true;
      if (inBlock()) {
        simpleKeyAllowed = true;
      }
    }
  }

  private void endStream() {
    if (in.column() > 0) {
      in.resetColumn();
    }
    popAllIndents();
    simpleKeys.clear();
    simpleKeyAllowed = false;
    scalarAllowed = false;
    ended = true;
  }

  private boolean inBlock() {
    return flows.isEmpty();
  }

  private Token push(Type type, int start) {
    Token token = new Token(type, start, in.position());
    queue.add(token);
    return token;
  }

  // Indentation.

  private @Nullable Indent pushIndent(int column, Type opens) {
    if (!inBlock()) {
      return null;
    }
    Indent last = indents.element();
    if (column < last.column) {
      return null;
    }
    if (column == last.column
        && !(opens == Type.BLOCK_SEQ_START && last.opened == Type.BLOCK_MAP_START)) {
      return null;
    }
    Indent indent = new Indent(column, opens);
    indent.start = push(opens, in.position());
    indents.push(indent);
    return indent;
  }

  private void popIndentsToHere() {
    if (!inBlock()) {
      return;
    }
    while (!indents.isEmpty()) {
      Indent indent = indents.element();
      if (indent.column < in.column()) {
        break;
      }
      if (indent.column == in.column()
          && !(indent.opened == Type.BLOCK_SEQ_START && !atBlockEntry())) {
        break;
      }
      popIndent();
    }
    while (!indents.isEmpty() && indents.element().status == Status.INVALID) {
      popIndent();
    }
  }

  private boolean atBlockEntry() {
    return in.peek() == '-' && in.blankBreakOrEnd(1);
  }

  private void popAllIndents() {
    if (!inBlock()) {
      return;
    }
    while (!indents.isEmpty() && indents.element().opened != null) {
      popIndent();
    }
  }

  private void popIndent() {
    Indent indent = indents.remove();
    if (indent.status != Status.VALID) {
      invalidateSimpleKey();
    } else if (indent.opened == Type.BLOCK_SEQ_START) {
      push(Type.BLOCK_SEQ_END, in.position());
    } else if (indent.opened == Type.BLOCK_MAP_START) {
      push(Type.BLOCK_MAP_END, in.position());
    }
  }

  // Keys that have yet to show that they are.

  private void addPossibleKey() {
    if (!simpleKeyAllowed) {
      return;
    }
    SimpleKey active = simpleKeys.peek();
    if (active != null && active.flowLevel == flows.size()) {
      return;
    }
    Indent indent = null;
    if (inBlock()) {
      indent = pushIndent(in.column(), Type.BLOCK_MAP_START);
      if (indent != null) {
        indent.status = Status.UNVERIFIED;
        Objects.requireNonNull(indent.start).status = Status.UNVERIFIED;
      }
    }
    Token key = push(Type.KEY, in.position());
    key.status = Status.UNVERIFIED;
    simpleKeys.push(new SimpleKey(in.position(), in.line(), flows.size(), indent, key));
  }

  private void invalidateSimpleKey() {
    SimpleKey key = simpleKeys.peek();
    if (key != null && key.flowLevel == flows.size()) {
      key.settle(Status.INVALID);
      simpleKeys.pop();
    }
  }

  private boolean verifySimpleKey() {
    SimpleKey key = simpleKeys.peek();
    if (key == null || key.flowLevel != flows.size()) {
      return false;
    }
    simpleKeys.pop();
    boolean valid =
        in.line() == key.line && in.bytes(key.position, in.position()) <= LONGEST_SIMPLE_KEY;
    key.settle(valid ? Status.VALID : Status.INVALID);
    return valid;
  }

  // Tokens.

  private void scanDocumentMark(char c) {
    popAllIndents();
    simpleKeys.clear();
    simpleKeyAllowed = false;
    afterJsonKey = false;
    int start = in.position();
    if (c == '%') {
      while (in.more()
          && !in.atBreak()
          && !(in.peek() == '#' && in.position() > start + 1 && blankBefore(start))) {
        in.eat(1);
      }
      push(Type.DIRECTIVE, start).text = in.text(start + 1, in.position());
    } else {
      in.eat(3);
      push(c == '-' ? Type.DOC_START : Type.DOC_END, start);
    }
  }

  private boolean blankBefore(int start) {
    String before = in.text(start, in.position());
    char last = before.charAt(before.length() - 1);
    return last == ' ' || last == '\t';
  }

  private void scanFlowStart() {
    addPossibleKey();
    simpleKeyAllowed = true;
    afterJsonKey = false;
    int start = in.position();
    Type type = in.get() == '[' ? Type.FLOW_SEQ_START : Type.FLOW_MAP_START;
    flows.push(type);
    push(type, start);
  }

  private void scanFlowEnd() throws YamlException {
    if (inBlock()) {
      throw new YamlException(in.position(), "illegal flow end");
    }
    endFlowItem();
    simpleKeyAllowed = false;
    afterJsonKey = true;
    int start = in.position();
    boolean sequence = in.get() == ']';
    if (flows.element() != (sequence ? Type.FLOW_SEQ_START : Type.FLOW_MAP_START)) {
      throw new YamlException(start, "illegal flow end");
    }
    flows.pop();
    push(sequence ? Type.FLOW_SEQ_END : Type.FLOW_MAP_END, start);
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
    simpleKeyAllowed = true;
    afterJsonKey = false;
    int start = in.position();
    in.eat(1);
    push(Type.FLOW_ENTRY, start);
  }

  /** A key of a flow mapping may stand without a value. */
  private void endFlowItem() {
    if (flows.element() == Type.FLOW_MAP_START) {
      if (verifySimpleKey()) {
        push(Type.VALUE, in.position());
      }
    } else {
      invalidateSimpleKey();
    }
  }

  private void scanBlockEntry() throws YamlException {
    if (!inBlock() || !simpleKeyAllowed) {
      throw new YamlException(in.position(), "illegal block entry");
    }
    pushIndent(in.column(), Type.BLOCK_SEQ_START);
    simpleKeyAllowed = true;
    afterJsonKey = false;
    int start = in.position();
    in.eat(1);
    push(Type.BLOCK_ENTRY, start);
  }

  private void scanKey() throws YamlException {
    if (inBlock()) {
      if (!simpleKeyAllowed) {
        throw new YamlException(in.position(), "illegal map key");
      }
      pushIndent(in.column(), Type.BLOCK_MAP_START);
    }
    simpleKeyAllowed = inBlock();
    int start = in.position();
    in.eat(1);
    push(Type.KEY, start);
  }

  private void scanValue() throws YamlException {
    boolean simple = verifySimpleKey();
    afterJsonKey = false;
    if (simple) {
      simpleKeyAllowed = false;
    } else {
      if (inBlock()) {
        if (!simpleKeyAllowed) {
          throw new YamlException(in.position(), "illegal map value");
        }
        pushIndent(in.column(), Type.BLOCK_MAP_START);
      }
      simpleKeyAllowed = inBlock();
    }
    scalarAllowed = true;
    int start = in.position();
    in.eat(1);
    push(Type.VALUE, start);
  }

  private void scanAnchorOrAlias() throws YamlException {
    addPossibleKey();
    simpleKeyAllowed = false;
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
    push(alias ? Type.ALIAS : Type.ANCHOR, start).text = in.text(nameStart, in.position());
  }

  private void scanTag() throws YamlException {
    addPossibleKey();
    simpleKeyAllowed = false;
    afterJsonKey = false;
    int start = in.position();
    new TagScanner(in).scan();
    push(Type.TAG, start).text = in.text(start, in.position());
  }

  private void scanPlainScalar() throws YamlException {
    scalars.reset(inBlock() ? End.PLAIN_IN_BLOCK : End.PLAIN_IN_FLOW, Fold.FLOW);
    scalars.indent = inBlock() ? indents.element().column + 1 : 0;
    scalars.eatLeadingBlanks = true;
    scalars.trimTrailingBlanks = true;
    scalars.tabsMayNotIndent = true;
    scalars.chomp = Chomp.STRIP;
    addPossibleKey();
    int start = in.position();
    scalars.scan();
    simpleKeyAllowed = scalars.endedByIndent;
    afterJsonKey = false;
    pushScalar(Type.PLAIN_SCALAR, start);
  }

  private void scanQuotedScalar(char quote) throws YamlException {
    addPossibleKey();
    int start = in.position();
    in.get();
    scalars.reset(quote == '"' ? End.DOUBLE_QUOTE : End.SINGLE_QUOTE, Fold.FLOW);
    scalars.eatLeadingBlanks = true;
    scalars.scan();
    simpleKeyAllowed = false;
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
    int top = indents.element().column;
    if (top >= 0) {
      scalars.indent += top;
    }
    scalars.tabsMayNotIndent = true;
    scalars.scan();
    simpleKeyAllowed = true;
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
    Token token = push(type, start);
    token.text = scalars.text();
    token.map = scalars.map();
    token.end = Math.max(start, scalars.contentEnd());
  }
}
