package dev.creance.recorder.stream;

/**
 * Which events of a recorder were seen, over breaks of the connection and over restarts of the
 * recorder, with which its numbers and its counts begin anew. For one thread.
 */
final class SeenEvents {
  private boolean any;
  private long run;

  /** Of this run, all below this number were evaluated, or are counted as unseen. */
  private long next;

  /** What was recorded of this run before its first head, when there was another run before. */
  private long beforeHead;

  private long gaps;
  private long lost;
  private long dropped;
  private long unseenInEarlierRuns;
  private long droppedInEarlierRuns;

  /** Whether a run is another one than that seen so far. */
  boolean restarted(long ofRun) {
    return any && ofRun != run;
  }

  /**
   * A head ended, and events follow.
   *
   * @param first the number of the first one
   * @return how many events before it were recorded and not seen
   */
  long head(long ofRun, long first) {
    if (any && ofRun == run) {
      return begins(first);
    }
    unseenInEarlierRuns = unseen();
    droppedInEarlierRuns = dropped();
    gaps = 0;
    lost = 0;
    dropped = 0;
    // A run that came after another was seen began under our eyes: all of it is ours to see. What
    // was recorded before we saw anything at all is not.
    beforeHead = any ? first : 0;
    next = first;
    run = ofRun;
    any = true;
    return beforeHead;
  }

  /** Whether a head came before. */
  boolean any() {
    return any;
  }

  /**
   * Events begin to come.
   *
   * @return how many before the first of them were recorded and not seen
   */
  long begins(long first) {
    long missing = Math.max(0, first - next);
    gaps += missing;
    next = Math.max(next, first); // what comes again was evaluated before
    return missing;
  }

  /** All below a number were evaluated. */
  void evaluated(long end) {
    next = Math.max(next, end);
  }

  /** The number of the first event of this run that was not evaluated. */
  long next() {
    return next;
  }

  /**
   * What the recorder counts since it was started.
   *
   * @param thrownAway before a detector got it
   * @param byKernel dropped before the recorder got it
   */
  void counts(long thrownAway, long byKernel) {
    lost = thrownAway;
    dropped = byKernel;
  }

  /** Events of all runs that were recorded and not seen. */
  long unseen() {
    // What is thrown away becomes a gap as soon as something comes behind it.
    return unseenInEarlierRuns + beforeHead + Math.max(gaps, lost);
  }

  /** Events of all runs that the kernel had no room for. */
  long dropped() {
    return droppedInEarlierRuns + dropped;
  }
}
