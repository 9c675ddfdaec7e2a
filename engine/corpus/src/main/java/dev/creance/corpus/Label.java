package dev.creance.corpus;

import java.util.List;

/**
 * A stretch of time of a corpus with a name: normal use, or an attack step with its technique.
 *
 * @param name for example {@code normal} or {@code reverse shell}
 * @param start ns since the epoch, included
 * @param end ns since the epoch, included
 * @param host the machine it was on; empty = any
 * @param pids the processes at the root of what was done; empty = all processes
 * @param technique MITRE ATT&amp;CK's, for example {@code T1003}; empty when it is no attack
 * @param aim the rules that it was meant to trip
 */
public record Label(
    String name,
    long start,
    long end,
    String host,
    List<Long> pids,
    String technique,
    List<String> aim) {

  public Label {
    pids = List.copyOf(pids);
    aim = List.copyOf(aim);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a label needs a name");
    }
    if (end < start) {
      throw new IllegalArgumentException("'" + name + "' ends before it starts");
    }
  }

  /** The same label on a host. */
  public Label on(String machine) {
    return new Label(name, start, end, machine, pids, technique, aim);
  }
}
