package dev.creance.events.scap;

import dev.creance.grammar.vocabulary.EventTable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a reader has met so far, told or not. A live view; read it on the reader's thread. */
public final class CaptureCounts {
  private final long[] raw = new long[EventTable.current().size()];
  private final Map<Integer, Long> unknown = new TreeMap<>();
  private long delivered;
  private long dropped;
  private long unreadable;
  private long heads = 1;

  void raw(int code) {
    raw[code]++;
  }

  void unknown(int code) {
    unknown.merge(code, 1L, Long::sum);
  }

  long deliver() {
    return ++delivered;
  }

  /** Counts an event that is handed out as it is in the file; gives its number. */
  public long deliver(int code) {
    raw(code);
    return deliver();
  }

  /** Counts pieces of a log that hold no event. */
  public void unreadable(int count) {
    unreadable += count;
  }

  void drop() {
    dropped++;
  }

  void head() {
    heads++;
  }

  /** Events of known types in the file, before conversion. */
  public long raw() {
    long sum = 0;
    for (long count : raw) {
      sum += count;
    }
    return sum;
  }

  /** Events of a type in the file, before conversion. */
  public long rawOfType(int code) {
    return raw[code];
  }

  /** Events handed out: the number of the last one. */
  public long delivered() {
    return delivered;
  }

  /**
   * Events that conversion dropped, mostly enter events whose content the exit events took over.
   */
  public long dropped() {
    return dropped;
  }

  /** Events skipped because their type is newer than ours, by type code. */
  public Map<Integer, Long> unknownTypes() {
    return Collections.unmodifiableMap(unknown);
  }

  /** Events skipped because their type is newer than ours. */
  public long unknown() {
    long sum = 0;
    for (long count : unknown.values()) {
      sum += count;
    }
    return sum;
  }

  /** Lines of an audit log, and events in them, that could not be taken. */
  public long unreadable() {
    return unreadable;
  }

  /** The captures that this file is a concatenation of; 1 for an ordinary one. */
  public long heads() {
    return heads;
  }
}
