package dev.creance.corpus.segment;

import dev.creance.corpus.format.RowTable;
import dev.creance.corpus.format.StringTable;
import dev.creance.events.state.ContextCodec;

/** Reads a context's row: numbers, and texts by their numbers. */
final class RowReader implements ContextCodec.Source {
  private final byte[] row;
  private final StringTable texts;
  private int at;

  RowReader(RowTable rows, int row, StringTable texts) {
    this.row = rows.bytes();
    this.at = rows.offset(row);
    this.texts = texts;
  }

  @Override
  public int number() {
    int value = RowBytes.int32(row, at);
    at += 4;
    return value;
  }

  @Override
  public long number64() {
    long value = RowBytes.int64(row, at);
    at += 8;
    return value;
  }

  @Override
  public String text() {
    return texts.text(number());
  }
}
