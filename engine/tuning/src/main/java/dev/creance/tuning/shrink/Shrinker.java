package dev.creance.tuning.shrink;

import dev.creance.corpus.Manifest;
import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Head;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.SegmentEvents;
import dev.creance.events.Event;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.Rule;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import dev.creance.tuning.recording.Fields;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.rules.SingleRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a recording smaller and smaller while a rule still fires on one of its events: parts of
 * halving size are left out, of the events before it, of the processes and descriptors at the head.
 */
public final class Shrinker {
  private final Recording recording;
  private final Rule rule;

  public Shrinker(Recording recording, Rule rule) {
    this.recording = recording;
    this.rule = rule;
  }

  /**
   * Where a hit is: the segments of its capture up to it, and the threads that it has to do with.
   */
  private record Hit(Segment segment, Set<Long> threads) {}

  /** What a capture is made of. */
  private record Parts(
      List<Head.OpenDescriptor> descriptors, List<ProcessEntry> processes, List<Event> events) {}

  /**
   * The smallest capture that was found.
   *
   * @param number {@code evt.num} of an event that the rule hits
   * @return empty when the rule does not hit it
   */
  public Optional<Shrunk> shrink(long number) throws CorpusException, InterruptedException {
    Optional<Hit> hit = find(number);
    if (hit.isEmpty()) {
      return Optional.empty();
    }
    List<Segment> segments = segments(hit.get().segment());
    Head head = segments.getFirst().head();
    List<Event> all = events(segments, number, event -> true);
    Options options = options(hit.get().segment());
    Event last = all.removeLast();
    // Most of the time only the process and its ancestors matter, which is quickly tried.
    List<Event> related =
        all.stream()
            .filter(event -> event.tid() < 0 || hit.get().threads().contains(event.tid()))
            .toList();
    Parts parts = new Parts(head.descriptors(), head.processes(), related);
    if (!fires(options, head, parts, last)) {
      parts = new Parts(head.descriptors(), head.processes(), all);
      if (!fires(options, head, parts, last)) {
        return Optional.empty();
      }
    }
    Parts small = smallest(options, head, parts, last);
    List<Event> kept = new ArrayList<>(small.events);
    kept.add(last);
    Head smallHead = with(head, small);
    Head scrubbedHead = Scrubber.head(smallHead);
    List<Event> scrubbed = Scrubber.events(kept);
    boolean clean =
        fires(
            options,
            scrubbedHead,
            new Parts(
                scrubbedHead.descriptors(),
                scrubbedHead.processes(),
                scrubbed.subList(0, scrubbed.size() - 1)),
            scrubbed.getLast());
    return Optional.of(
        new Shrunk(
            clean ? scrubbedHead : smallHead,
            clean ? scrubbed : kept,
            all.size() + 1L,
            head.processes().size(),
            clean));
  }

  private Optional<Hit> find(long number) throws CorpusException, InterruptedException {
    List<Hit> found = new ArrayList<>();
    FieldReader ancestors = Fields.reader("proc.apid");
    List<FieldReader> own =
        List.of(Fields.reader("proc.pid"), Fields.reader("thread.tid"), Fields.reader("proc.sid"));
    Cell cell = new Cell();
    new HitRows(recording.session())
        .visit(
            List.of(rule),
            false,
            (hit, scope, segment) -> {
              if (scope.event.number() != number) {
                return true;
              }
              Set<Long> threads = new HashSet<>();
              for (FieldReader reader : own) {
                if (reader.read(scope, cell)) {
                  threads.add(cell.number);
                }
              }
              cell.clear();
              if (ancestors.readAll(scope, cell)) {
                for (int i = 0; i < cell.numberCount; i++) {
                  threads.add(cell.numbers[i]);
                }
              }
              found.add(new Hit(segment, threads));
              return false;
            });
    return found.stream().findFirst();
  }

  /** The segments of the same capture from its beginning to one of them. */
  private List<Segment> segments(Segment last) {
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : recording.corpus().segments()) {
      if (segment.meta().digest().equals(last.meta().digest())) {
        segments.add(segment);
      }
      if (segment == last) {
        break;
      }
    }
    return segments;
  }

  private static List<Event> events(List<Segment> segments, long number, Predicate<Event> wanted)
      throws CorpusException {
    List<Event> events = new ArrayList<>();
    Event event = new Event();
    for (Segment segment : segments) {
      SegmentEvents read = new SegmentEvents(segment);
      while (read.next(event)) {
        if (wanted.test(event)) {
          Event copy = event.copy();
          copy.number(event.number());
          events.add(copy);
        }
        if (event.number() == number) {
          return events;
        }
      }
    }
    return events;
  }

  private Options options(Segment segment) {
    String engines =
        recording.corpus().manifest().captures().stream()
            .filter(capture -> capture.digest().equals(segment.meta().digest()))
            .map(Manifest.Capture::containerEngines)
            .findFirst()
            .orElse("all");
    return Options.defaults()
        .withContainerEngines(ContainerEngine.parse(engines))
        .withHostUsers(HostUsers.NONE);
  }

  private static Head with(Head head, Parts parts) {
    return new Head(
        head.machine(),
        head.interfaces(),
        head.users(),
        head.groups(),
        parts.processes,
        parts.descriptors);
  }

  /** Whether the rule fires on the last event after the others. */
  private boolean fires(Options options, Head head, Parts parts, Event last) {
    MachineState state = new MachineState(options);
    with(head, parts).tell(state);
    for (Event event : parts.events) {
      long number = event.number();
      state.process(event);
      event.number(number);
    }
    long number = last.number();
    state.process(last);
    last.number(number);
    return new RulesetMatcher(SingleRule.of(rule), Matching.ALL).match(state.scope()) > 0;
  }

  private Parts smallest(Options options, Head head, Parts parts, Event last) {
    List<Event> events =
        fewer(
            parts.events,
            some ->
                fires(options, head, new Parts(parts.descriptors, parts.processes, some), last));
    List<ProcessEntry> processes =
        fewer(
            parts.processes,
            some -> fires(options, head, new Parts(parts.descriptors, some, events), last));
    List<Head.OpenDescriptor> descriptors =
        fewer(
            parts.descriptors,
            some -> fires(options, head, new Parts(some, processes, events), last));
    return new Parts(descriptors, processes, events);
  }

  /** Leaves out parts of halving size, as long as it holds for the rest. */
  static <T> List<T> fewer(List<T> all, Predicate<List<T>> holds) {
    List<T> left = new ArrayList<>(all);
    if (left.isEmpty() || holds.test(List.of())) {
      return List.of();
    }
    int size = left.size();
    boolean again = true;
    while (again) {
      size = Math.max(1, (size + 1) / 2);
      boolean removed = false;
      for (int at = 0; at < left.size(); ) {
        List<T> without = new ArrayList<>(left.subList(0, at));
        without.addAll(left.subList(Math.min(left.size(), at + size), left.size()));
        if (holds.test(without)) {
          left = without;
          removed = true;
        } else {
          at += size;
        }
      }
      again = size > 1 || removed;
    }
    return left;
  }
}
