package dev.creance.tuning.propose;

import dev.creance.corpus.Label;
import dev.creance.tuning.GeneratedCapture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A noisy rule's hits with a planted cause: most hits agree in two to four of process, parent, user
 * and folder; some come from a second cause, some from anywhere; and attacks mimic the cause in all
 * but one of what it holds on to.
 */
final class PlantedCause {
  /** What hits may agree in. */
  enum Part {
    PROCESS,
    PARENT,
    USER,
    FOLDER
  }

  private static final int CHOICES = 8;
  private static final int[] USERS = {0, 33, 1000};

  private final Random random;
  private final GeneratedCapture capture = new GeneratedCapture(1_000_000);
  private final Map<Map<Part, Integer>, Long> processes = new HashMap<>();
  private final Map<Integer, Long> parents = new HashMap<>();
  private final Map<Part, Integer> cause = new EnumMap<>(Part.class);
  private long nextPid = 100;
  private long normalOfCause;
  private int attacks;

  PlantedCause(long seed) {
    this.random = new Random(seed);
    fix(cause);
    int size = 60 + random.nextInt(300);
    Map<Part, Integer> second = new EnumMap<>(Part.class);
    int secondSize = random.nextBoolean() ? size / 3 + random.nextInt(size / 4) : 0;
    do {
      second.clear();
      fix(second);
    } while (agree(second, cause));
    int scattered = size / 10 + random.nextInt(size / 2);
    List<Map<Part, Integer>> hits = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      hits.add(filled(cause));
    }
    for (int i = 0; i < secondSize; i++) {
      hits.add(filled(second));
    }
    for (int i = 0; i < scattered; i++) {
      hits.add(filled(Map.of()));
    }
    java.util.Collections.shuffle(hits, random);
    for (Map<Part, Integer> hit : hits) {
      normalOfCause += matches(hit) ? 1 : 0;
      hit(hit);
    }
    attacks = 1 + random.nextInt(3);
    for (int i = 0; i < attacks; i++) {
      attack(i);
    }
    capture.labelAll("normal");
  }

  private static boolean agree(Map<Part, Integer> one, Map<Part, Integer> other) {
    return one.entrySet().stream()
        .filter(entry -> other.containsKey(entry.getKey()))
        .allMatch(entry -> entry.getValue().equals(other.get(entry.getKey())));
  }

  /** Two to four parts, not the user and one other alone in vain: at least one says what it is. */
  private void fix(Map<Part, Integer> parts) {
    int count = 2 + random.nextInt(3);
    EnumSet<Part> chosen = EnumSet.noneOf(Part.class);
    while (chosen.size() < count) {
      chosen.add(Part.values()[random.nextInt(4)]);
    }
    chosen.forEach(part -> parts.put(part, any(part)));
  }

  private int any(Part part) {
    return random.nextInt(part == Part.USER ? USERS.length : CHOICES);
  }

  private Map<Part, Integer> filled(Map<Part, Integer> fixed) {
    Map<Part, Integer> hit = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      hit.put(part, fixed.getOrDefault(part, any(part)));
    }
    return hit;
  }

  private boolean matches(Map<Part, Integer> hit) {
    return cause.entrySet().stream()
        .allMatch(part -> part.getValue().equals(hit.get(part.getKey())));
  }

  private void attack(int number) {
    Map<Part, Integer> fixed = new EnumMap<>(cause);
    List<Part> parts = List.copyOf(cause.keySet());
    Part broken = parts.get(random.nextInt(parts.size()));
    int other;
    do {
      other = any(broken);
    } while (Integer.valueOf(other).equals(cause.get(broken)));
    fixed.put(broken, other);
    Map<Part, Integer> hit = filled(fixed);
    long first = 0;
    long last = 0;
    for (int i = 0; i <= random.nextInt(3); i++) {
      last = hit(hit);
      first = first == 0 ? last : first;
    }
    capture.label(
        new Label(
            "attack " + number, first, last, "", List.of(), "T1003", List.of("Reads secrets")));
  }

  private long hit(Map<Part, Integer> hit) {
    Map<Part, Integer> key = new EnumMap<>(hit);
    key.remove(Part.FOLDER);
    long pid =
        processes.computeIfAbsent(
            key,
            unused -> {
              int name = hit.getOrDefault(Part.PROCESS, 0);
              return capture.process(
                  nextPid++,
                  parent(hit.getOrDefault(Part.PARENT, 0)),
                  "worker" + name,
                  "/opt/bin" + name + "/worker" + name,
                  "--run\0" + random.nextInt(5) + "\0",
                  USERS[hit.getOrDefault(Part.USER, 0)]);
            });
    return capture.open(
        pid,
        "/srv/data" + hit.getOrDefault(Part.FOLDER, 0) + "/secret" + random.nextInt(200) + ".key");
  }

  private long parent(int number) {
    return parents.computeIfAbsent(
        number,
        unused ->
            capture.process(
                nextPid++, 1, "starter" + number, "/usr/lib/starter" + number + "/run", "", 0));
  }

  GeneratedCapture capture() {
    return capture;
  }

  /** Hits of no attack that have all that the cause holds on to. */
  long normalOfCause() {
    return normalOfCause;
  }

  int attacks() {
    return attacks;
  }

  @Override
  public String toString() {
    return cause + ", " + normalOfCause + " hits, " + attacks + " attacks";
  }
}
