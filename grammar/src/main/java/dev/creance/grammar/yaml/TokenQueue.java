package dev.creance.grammar.yaml;

import dev.creance.grammar.yaml.Token.Status;
import dev.creance.grammar.yaml.Token.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that have been scanned and not been read, and what decides about them: the levels of
 * indentation and the places where a key may have started. What may be a key is queued as such
 * before it is known whether a {@code :} follows; tokens leave the queue when that is settled.
 */
final class TokenQueue {
  private static final int LONGEST_SIMPLE_KEY = 1024;

  /** A level of indentation that a block collection opened. */
  static final class Indent {
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
  private final ArrayDeque<Token> queue = new ArrayDeque<>();
  private final Deque<Indent> indents = new ArrayDeque<>();
  private final Deque<SimpleKey> simpleKeys = new ArrayDeque<>();
  private final Deque<Type> flows = new ArrayDeque<>();

  /** Whether a key may start here. */
  boolean keyAllowed;

  TokenQueue(CharStream in) {
    this.in = in;
  }

  void start() {
    keyAllowed = true;
    indents.push(new Indent(-1, null));
  }

  /** The first token that is not known to be none; null when the queue is empty. */
  @Nullable Token first() {
    Token token = queue.peek();
    while (token != null && token.status == Status.INVALID) {
      queue.remove();
      token = queue.peek();
    }
    return token;
  }

  void remove() {
    queue.remove();
  }

  /** Whether no bracket or brace is open. */
  boolean inBlock() {
    return flows.isEmpty();
  }

  /** The innermost open bracket or brace. */
  Type flow() {
    return flows.element();
  }

  void openFlow(Type type) {
    flows.push(type);
  }

  void closeFlow() {
    flows.pop();
  }

  /** The column of the innermost block collection, −1 outside of all. */
  int indentation() {
    return indents.element().column;
  }

  void forgetKeys() {
    simpleKeys.clear();
  }

  /** Adds a token that ends here. */
  Token push(Type type, int start) {
    Token token = new Token(type, start, in.position());
    queue.add(token);
    return token;
  }

  /** Opens a block collection here, unless it is one already. */
  @Nullable Indent pushIndent(Type opens) {
    if (!inBlock()) {
      return null;
    }
    int column = in.column();
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

  /** Closes the block collections that end before this column. */
  void popIndentsToHere() {
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

  /** Closes all block collections. */
  void popAllIndents() {
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
      invalidateKey();
    } else if (indent.opened == Type.BLOCK_SEQ_START) {
      push(Type.BLOCK_SEQ_END, in.position());
    } else if (indent.opened == Type.BLOCK_MAP_START) {
      push(Type.BLOCK_MAP_END, in.position());
    }
  }

  /** Takes note that a key may start here. */
  void addPossibleKey() {
    if (!keyAllowed) {
      return;
    }
    SimpleKey active = simpleKeys.peek();
    if (active != null && active.flowLevel == flows.size()) {
      return;
    }
    Indent indent = null;
    if (inBlock()) {
      indent = pushIndent(Type.BLOCK_MAP_START);
      if (indent != null) {
        indent.status = Status.UNVERIFIED;
        Objects.requireNonNull(indent.start).status = Status.UNVERIFIED;
      }
    }
    Token key = push(Type.KEY, in.position());
    key.status = Status.UNVERIFIED;
    simpleKeys.push(new SimpleKey(in.position(), in.line(), flows.size(), indent, key));
  }

  /** Settles that the possible key of this level is none. */
  void invalidateKey() {
    SimpleKey key = simpleKeys.peek();
    if (key != null && key.flowLevel == flows.size()) {
      key.settle(Status.INVALID);
      simpleKeys.pop();
    }
  }

  /** Settles whether the possible key of this level is one, now that a value follows. */
  boolean verifyKey() {
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
}
