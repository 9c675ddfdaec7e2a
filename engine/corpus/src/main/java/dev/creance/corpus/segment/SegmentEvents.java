package dev.creance.corpus.segment;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.StringTable;
import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a segment in their order, hidden ones included, as a capture's reader gives them.
 */
public final class SegmentEvents {
  private final Segment segment;
  private final List<Partition> partitions = new ArrayList<>();
  private final int visible;
  private final short[] partitionAt;
  private final int[] nextRow;
  private byte[] bytes = new byte[1 << 12];
  private int place;
  private int current;

  public SegmentEvents(Segment segment) {
    this.segment = segment;
    partitions.addAll(segment.partitions());
    visible = partitions.size();
    partitions.addAll(segment.hidden());
    partitionAt = new short[segment.meta().events()];
    for (int p = 0; p < partitions.size(); p++) {
      Partition partition = partitions.get(p);
      for (int row = 0; row < partition.size(); row++) {
        partitionAt[partition.place(row)] = (short) p;
      }
    }
    nextRow = new int[partitions.size()];
  }

  /**
   * Fills in the next event; false at the segment's end. Its bytes are valid until the next call.
   */
  public boolean next(Event into) throws CorpusException {
    if (place == partitionAt.length) {
      return false;
    }
    current = partitionAt[place];
    Partition partition = partitions.get(current);
    bytes = fill(segment, partition, nextRow[current], place, segment.time(place), into, bytes);
    nextRow[current]++;
    place++;
    return true;
  }

  /** Whether rules see the event that {@link #next} gave. */
  public boolean visible() {
    return current < visible;
  }

  /** The partition that the event is in. */
  public Partition partition() {
    return partitions.get(current);
  }

  /** Its row there. */
  public int row() {
    return nextRow[current] - 1;
  }

  /** Puts the event of a row together in {@code bytes}, or in a bigger array, which is returned. */
  static byte[] fill(
      Segment segment, Partition partition, int row, int place, long time, Event into, byte[] bytes)
      throws CorpusException {
    EventType type = partition.type();
    int count = type.parameters().size();
    int size = 0;
    for (int i = 0; i < count; i++) {
      int code = partition.parameter(i).get(row);
      if (code > 0) {
        size += partition.values(i).length(code - 1);
      }
    }
    byte[] own = bytes.length < size ? new byte[size * 2] : bytes;
    into.reset(own, type.code(), time, partition.tid(row), partition.processor().get(row), 0);
    into.number(segment.meta().firstNumber() + place);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int code = partition.parameter(i).get(row);
      if (code == 0) {
        break;
      }
      StringTable values = partition.values(i);
      int length = values.length(code - 1);
      System.arraycopy(values.bytes(), values.offset(code - 1), own, at, length);
      into.add(at, length);
      at += length;
    }
    return own;
  }

  /**
   * As {@link #fill}, but only what is asked for is read; parameters before it are there and empty.
   */
  static byte[] fill(
      Partition partition, int row, RecordedScope.Needs needs, Event into, byte[] bytes)
      throws CorpusException {
    int count = Math.min(needs.parameters().length(), partition.type().parameters().size());
    int size = 0;
    for (int i = needs.parameters().nextSetBit(0);
        i >= 0 && i < count;
        i = needs.parameters().nextSetBit(i + 1)) {
      int code = partition.parameter(i).get(row);
      size += code > 0 ? partition.values(i).length(code - 1) : 0;
    }
    byte[] own = bytes.length < size ? new byte[size * 2] : bytes;
    into.reset(
        own,
        partition.type().code(),
        0,
        needs.threadId() ? partition.tid(row) : 0,
        needs.processor() ? partition.processor().get(row) : 0,
        0);
    int at = 0;
    for (int i = 0; i < count; i++) {
      int length = 0;
      if (needs.parameters().get(i)) {
        int code = partition.parameter(i).get(row);
        if (code == 0) {
          break;
        }
        StringTable values = partition.values(i);
        length = values.length(code - 1);
        System.arraycopy(values.bytes(), values.offset(code - 1), own, at, length);
      }
      into.add(at, length);
      at += length;
    }
    return own;
  }
}
