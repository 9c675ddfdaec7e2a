package dev.creance.grammar.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A byte string as ANTLR reads it: an index is an offset into the string. Brings the limit of
 * nesting along, since a generated lexer's constructor takes nothing but a stream.
 */
final class Bytes implements CharStream {
  private final String text;
  private final int depthLimit;
  private int index;

  Bytes(String text, int depthLimit) {
    this.text = text;
    this.depthLimit = depthLimit;
  }

  String text() {
    return text;
  }

  int depthLimit() {
    return depthLimit;
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }

  @Override
  public void consume() {
    if (index >= text.length()) {
      throw new IllegalStateException("cannot consume the end of the text");
    }
    index++;
  }

  @Override
  public int LA(int i) {
    int at = index + (i > 0 ? i - 1 : i);
    return i == 0 ? 0 : at < 0 || at >= text.length() ? EOF : text.charAt(at);
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }
}
