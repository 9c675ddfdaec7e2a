package dev.creance.grammar.checked;

/** A constant of the right side, typed by the left side's field. */
public sealed interface Constant {
  /** As written, unescaped: a byte string. */
  String source();

  /** For string-like and byte-buffer fields; for {@code bcontains} the decoded bytes. */
  record Text(String source, String value) implements Constant {}

  /** For integers, flags, ports, times: already wrapped to the field's width; the bits of it. */
  record Number(String source, long value) implements Constant {}

  record Real(String source, double value) implements Constant {}

  record Bool(String source, boolean value) implements Constant {}

  /** {@code address}: 4 or 16 bytes in network order, as a byte string. */
  record Address(String source, String address) implements Constant {}

  /** {@code address}: 4 or 16 bytes, {@code prefix}: leading bits that count. */
  record Network(String source, String address, int prefix) implements Constant {}
}
