package dev.creance.corpus.evaluate;

/** What a plan comes to in a partition: how many rows, and the places of the first and the last. */
record Tally(int count, int firstPlace, int lastPlace) {
  static final Tally NONE = new Tally(0, 0, 0);

  /** A specialised plan, evaluated for rules of a source, in a partition. */
  record Key(PartitionColumns partition, int plan, String source) {}
}
