package dev.creance.workbench.window.service;

import dev.creance.corpus.evaluate.EventPlaces;
import dev.creance.corpus.evaluate.Places;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.tuning.recording.Recording;
import dev.creance.workbench.window.shown.EventColumn;
import dev.creance.workbench.window.shown.EventDetails;
import dev.creance.workbench.window.shown.EventLine;
import dev.creance.workbench.window.shown.FieldEntry;
import dev.creance.workbench.window.shown.ProcessLife;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.shown.Verdict;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds events in a corpus and reads them. What is found is a list of places, a number each; the
 * events themselves are read as they are looked at.
 */
public final class EventDesk implements AutoCloseable {
  private static final int SEEN = 400_000;
  private static final long KEEPING_MILLIS = 300;

  private final Laboratory laboratory;
  private final Jobs jobs = new Jobs("creance-events-window");
  private final Map<Segment, RecordedScope> scopes = new HashMap<>();
  private final Map<String, dev.creance.corpus.search.Search> indexes = new HashMap<>();
  private final EventText text = new EventText();
  private final EventLines lines = new EventLines();
  private final EventColumns columns;
  private volatile @Nullable List<EventColumn> unkept;

  public EventDesk(Workspace workspace, Laboratory laboratory) {
    this.laboratory = laboratory;
    this.columns = new EventColumns(workspace.own());
  }

  /** Events that were found, by their places in the segments of a corpus. */
  public static final class EventList {
    private final List<Segment> segments;
    private final List<Places> places;
    private final int size;

    EventList(List<Segment> segments, List<Places> places) {
      this.segments = List.copyOf(segments);
      this.places = List.copyOf(places);
      this.size = places.stream().mapToInt(Places::size).sum();
    }

    public int size() {
      return size;
    }
  }

  /**
   * Finds events.
   *
   * @param names whose lists and macros the filter may use
   */
  public CompletableFuture<EventList> find(Search search, Ruleset names) {
    return laboratory.recordings().thenCompose(open -> find(search, names, open));
  }

  private CompletableFuture<EventList> find(Search search, Ruleset names, List<Recording> open) {
    Optional<Recording> recording =
        open.stream().filter(one -> one.name().equals(search.corpus())).findFirst();
    if (recording.isEmpty()) {
      return CompletableFuture.failedFuture(
          new Wrong("no corpus called '" + search.corpus() + "' is open"));
    }
    Recording in = recording.get();
    Optional<Rule> filter;
    try {
      filter = Filters.rule(search.filter(), names);
    } catch (Wrong wrong) {
      return CompletableFuture.failedFuture(wrong);
    }
    return laboratory
        .withSessions(() -> new EventPlaces(in.session()).of(filter))
        .thenCompose(places -> jobs.newest("find", 0, () -> within(in, places, search.words())));
  }

  private EventList within(Recording in, List<Places> places, String words) throws IOException {
    if (words.isBlank()) {
      return new EventList(in.corpus().segments(), places);
    }
    dev.creance.corpus.search.Search index = indexes.get(in.name());
    if (index == null) {
      index = dev.creance.corpus.search.Search.open(in.corpus());
      indexes.put(in.name(), index);
    }
    List<int[]> found = index.find(words).places();
    List<Places> both = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      both.add(places.get(i).and(Places.of(found.get(i))));
    }
    return new EventList(in.corpus().segments(), both);
  }

  /** Reads some fields of a stretch of the found events. */
  public CompletableFuture<List<EventLine>> lines(
      EventList events, int from, int count, List<String> fields) {
    return jobs.run(() -> {
      List<EventLine> read = new ArrayList<>();
      for (int i = from; i < Math.min(events.size(), from + count); i++) {
        read.add(lines.of(scope(events, i), fields));
      }
      return read;
    });
  }

  /** The columns of tables when nobody has chosen any. */
  public static List<EventColumn> usualColumns() {
    return EventColumns.USUAL;
  }

  /** The columns that the workspace remembers. */
  public CompletableFuture<List<EventColumn>> columns() {
    return jobs.run(columns::read);
  }

  /** Remembers columns, once they have not changed for a moment. */
  public CompletableFuture<Boolean> keep(List<EventColumn> chosen) {
    unkept = chosen;
    return jobs.newest("columns", KEEPING_MILLIS, this::keepNow);
  }

  private boolean keepNow() throws IOException {
    List<EventColumn> chosen = unkept;
    if (chosen != null) {
      columns.keep(chosen);
    }
    unkept = null;
    return true;
  }

  /** The column of a field; what is none is a sentence. */
  public CompletableFuture<EventColumn> column(String field) {
    return jobs.run(() -> EventColumns.of(field));
  }

  /** Every field that can be a column. */
  public CompletableFuture<List<FieldEntry>> fields() {
    return jobs.run(EventColumns::fields);
  }

  /** Where the event with a number is among the found ones, or −1. */
  public CompletableFuture<Integer> indexOf(EventList events, long number) {
    return jobs.run(() -> {
      int low = 0;
      int high = events.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        long found = scope(events, middle).event.number();
        if (found == number) {
          return middle;
        }
        if (found < number) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -1;
    });
  }

  /** All that is known of a found event. */
  public CompletableFuture<EventDetails> details(EventList events, int index, Ruleset ruleset) {
    return jobs.newest("details", 0, () -> text.details(scope(events, index), ruleset));
  }

  /**
   * The processes that found events happened in, with their ancestors' tree and the time from the
   * first to the last event of each.
   *
   * @param most no more processes than this
   */
  public CompletableFuture<List<ProcessLife>> processes(EventList events, int most) {
    return jobs.newest(
        "processes",
        0,
        () -> {
          ProcessLives lives = new ProcessLives(most);
          // Of a long recording every so many events: who lives on is seen all the same.
          int step = Math.max(1, events.size() / SEEN);
          for (int i = 0; i < events.size() && !Thread.interrupted(); i += step) {
            lives.see(scope(events, i), step);
          }
          return lives.all();
        });
  }

  /** Why a rule fires on a found event, or why not. */
  public CompletableFuture<Verdict> explain(
      EventList events, int index, Ruleset ruleset, Rule rule) {
    return jobs.newest("explain", 0, () -> Verdicts.of(ruleset, rule, scope(events, index)));
  }

  private EventScope scope(EventList events, int index) throws CorpusException {
    int at = index;
    for (int i = 0; i < events.segments.size(); i++) {
      Places places = events.places.get(i);
      if (at < places.size()) {
        Segment segment = events.segments.get(i);
        RecordedScope scope = scopes.get(segment);
        if (scope == null) {
          scope = new RecordedScope(segment);
          scopes.put(segment, scope);
        }
        int place = places.at(at);
        var partition = EventPlaces.partition(segment, place);
        return scope.load(partition, partition.row(place));
      }
      at -= places.size();
    }
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public void close() {
    jobs.run(this::keepNow);
    jobs.run(() -> {
      for (dev.creance.corpus.search.Search index : indexes.values()) {
        index.close();
      }
      return true;
    });
    jobs.closeWhenDone();
  }
}
