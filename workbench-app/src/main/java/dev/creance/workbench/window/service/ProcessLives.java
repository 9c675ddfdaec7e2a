package dev.creance.workbench.window.service;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.tuning.recording.Fields;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.ProcessLife;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects who lived in a recording, from its events in their order. For one thread. */
final class ProcessLives {
  private final OutputField pid = Fields.printed("proc.pid");
  private final OutputField parent = Fields.printed("proc.ppid");
  private final OutputField name = Fields.printed("proc.name");
  private final OutputField command = Fields.printed("proc.cmdline");
  private final int most;
  private final Map<String, Life> lives = new LinkedHashMap<>();
  private long begin = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  /** A process that is still being collected. */
  private static final class Life {
    private final String pid;
    private final long first;
    private final long from;
    private String parent = "";
    private String name = "";
    private String command = "";
    private long to;
    private long events;

    Life(String pid, long first, long from) {
      this.pid = pid;
      this.first = first;
      this.from = from;
    }
  }

  ProcessLives(int most) {
    this.most = most;
  }

  /**
   * Takes an event.
   *
   * @param weight how many events it stands for
   */
  void see(EventScope scope, int weight) {
    String id = text(pid, scope);
    long time = scope.event.timestamp();
    begin = Math.min(begin, time);
    end = Math.max(end, time);
    if (id.isEmpty()) {
      return;
    }
    Life life = lives.get(id);
    if (life == null) {
      if (lives.size() >= most) {
        return;
      }
      life = new Life(id, scope.event.number(), time);
      lives.put(id, life);
    }
    String called = text(name, scope);
    if (!called.equals(life.name)) {
      life.name = called;
      life.command = text(command, scope);
      life.parent = text(parent, scope);
    }
    life.to = time;
    life.events += weight;
  }

  private static String text(OutputField field, EventScope scope) {
    String value = field.text(scope);
    return value == null || value.equals("<NA>") ? "" : ShownText.of(value);
  }

  /** The processes in the order in which they were seen first. */
  List<ProcessLife> all() {
    Map<String, Integer> indexes = new HashMap<>();
    lives.keySet().forEach(id -> indexes.put(id, indexes.size()));
    double length = Math.max(1, end - begin);
    List<ProcessLife> all = new ArrayList<>();
    for (Life life : lives.values()) {
      int above = life.parent.equals(life.pid) ? -1 : indexes.getOrDefault(life.parent, -1);
      all.add(
          new ProcessLife(
              above,
              life.pid,
              life.name,
              life.command,
              (life.from - begin) / length,
              (life.to - begin) / length,
              life.events,
              life.first));
    }
    return all;
  }
}
