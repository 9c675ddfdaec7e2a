package dev.creance.workbench.window.shown;

import java.nio.file.Path;
import java.util.List;

/**
 * All about a corpus.
 *
 * @param labelsFile where its labels are kept, beside what is in the corpus
 * @param recorded the recorded time, as text
 * @param normal what is labelled normal, as text
 */
public record CorpusCard(
    String name,
    Path path,
    Path labelsFile,
    long events,
    String recorded,
    String normal,
    List<Capture> captures,
    List<Mark> labels) {
  public CorpusCard {
    captures = List.copyOf(captures);
    labels = List.copyOf(labels);
  }

  /**
   * A recording in it: where it comes from and what is missing.
   *
   * @param from its first moment, ns since the epoch
   * @param to its last
   * @param facts what is to be said of it, each with a name
   * @param damage where it is damaged; empty when it is whole
   */
  public record Capture(
      String name, String host, long from, long to, List<Fact> facts, String damage) {
    public Capture {
      facts = List.copyOf(facts);
    }
  }

  /** Something to be said of a recording. */
  public record Fact(String name, String value) {}

  /** What a label says of its time. */
  public enum Kind {
    NORMAL,
    ATTACK,
    ACTIVITY
  }

  /**
   * A label: a stretch of time and what went on.
   *
   * @param start ns since the epoch
   * @param end likewise
   * @param host empty for all
   * @param processes the processes that it is about; none for all
   * @param technique MITRE ATT&amp;CK's; empty when it is no attack
   * @param aim rules that it was meant to trip
   */
  public record Mark(
      String name,
      long start,
      long end,
      String host,
      List<Long> processes,
      String technique,
      List<String> aim,
      Kind kind) {
    public Mark {
      processes = List.copyOf(processes);
      aim = List.copyOf(aim);
    }

    /** The same at another time. */
    public Mark at(long from, long to) {
      return new Mark(name, from, to, host, processes, technique, aim, kind);
    }
  }
}
