package dev.creance.tuning.robust;

import dev.creance.corpus.evaluate.EventReplay.Losses;
import dev.creance.corpus.segment.Head;
import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.EventTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Something that goes wrong on a busy node. */
public enum Scenario {
  /** One event of a thousand is dropped, in bursts of one processor, as a full ring drops them. */
  FEW_DROPS("0.1% of events dropped", 0.001),
  /** One of a hundred. */
  DROPS("1% of events dropped", 0.01),
  /** One of ten. */
  MANY_DROPS("10% of events dropped", 0.1),
  /** The runtime told nothing of any container: ids are known, names and images are not. */
  NO_CONTAINER_METADATA("no container metadata", 0),
  /** What ran before the recording is unknown: processes, parents and open files. */
  NO_PROCESS_LIST("no list of running processes", 0);

  private final String text;
  private final double share;

  Scenario(String text, double share) {
    this.text = text;
    this.share = share;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** Whether chance has a part in it. */
  boolean random() {
    return share > 0;
  }

  /**
   * What is lost.
   *
   * @param seed the same seed, the same losses
   */
  Losses losses(long seed) {
    return switch (this) {
      case FEW_DROPS, DROPS, MANY_DROPS -> new Bursts(share, new Random(seed));
      case NO_CONTAINER_METADATA -> new NoContainers();
      case NO_PROCESS_LIST -> new NoProcesses();
    };
  }

  /** Runs of events of one processor are lost. */
  private static final class Bursts implements Losses {
    private static final int LENGTH = 20;

    private final double begins;
    private final Random random;
    private final Map<Integer, Integer> left = new HashMap<>();

    Bursts(double share, Random random) {
      // Of the events that are not in a burst so many begin one that the share comes out.
      this.begins = share / (LENGTH * (1 - share) + share);
      this.random = random;
    }

    @Override
    public boolean lost(Event event) {
      int open = left.getOrDefault(event.cpu(), 0);
      if (open == 0 && random.nextDouble() < begins) {
        open = LENGTH;
      }
      if (open > 0) {
        left.put(event.cpu(), open - 1);
      }
      return open > 0;
    }
  }

  /** Events that tell of containers are lost. */
  private static final class NoContainers implements Losses {
    private static final EventTable TABLE = EventTable.current();

    @Override
    public boolean lost(Event event) {
      return switch (TABLE.type(event.code()).name()) {
        case "container" -> true;
        case "asyncevent" -> event.has(1) && event.text(1).startsWith("container");
        default -> false;
      };
    }
  }

  /** Processes and descriptors of the head are lost. */
  private static final class NoProcesses implements Losses {
    @Override
    public Head left(Head head) {
      return new Head(
          head.machine(), head.interfaces(), head.users(), head.groups(), List.of(), List.of());
    }
  }
}
