package dev.creance.grammar.yaml;

import org.jspecify.annotations.Nullable;

/** A token of the scanner; its status is settled when a possible key turns out to be one or not. */
final class Token {
  enum Type {
    DIRECTIVE,
    DOC_START,
    DOC_END,
    BLOCK_SEQ_START,
    BLOCK_MAP_START,
    BLOCK_SEQ_END,
    BLOCK_MAP_END,
    BLOCK_ENTRY,
    FLOW_SEQ_START,
    FLOW_MAP_START,
    FLOW_SEQ_END,
    FLOW_MAP_END,
    FLOW_ENTRY,
    KEY,
    VALUE,
    ANCHOR,
    ALIAS,
    TAG,
    PLAIN_SCALAR,
    QUOTED_SCALAR,
    BLOCK_SCALAR
  }

  enum Status {
    VALID,
    INVALID,
    UNVERIFIED
  }

  final Type type;
  final int start;
  int end;
  Status status = Status.VALID;

  /** A scalar's text, an anchor's or a directive's name, a tag. */
  String text = "";

  /** Of scalars. */
  @Nullable OffsetMap map;

  Token(Type type, int start, int end) {
    this.type = type;
    this.start = start;
    this.end = end;
  }

  boolean scalar() {
    return type.ordinal() >= Type.PLAIN_SCALAR.ordinal();
  }
}
