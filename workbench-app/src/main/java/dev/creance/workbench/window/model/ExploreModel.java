package dev.creance.workbench.window.model;

import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.service.Drafts;
import dev.creance.workbench.window.service.EventDesk;
import dev.creance.workbench.window.service.EventDesk.EventList;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.Draft;
import dev.creance.workbench.window.shown.EventDetails;
import dev.creance.workbench.window.shown.EventLine;
import dev.creance.workbench.window.shown.ProcessLife;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.shown.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The events of a corpus: which are shown, which is looked at, and what is known of it. */
public final class ExploreModel implements AutoCloseable {
  /** Events that are read at once: about as many as are seen, for scrolling in both ways. */
  private static final int PAGE = 128;

  private static final int PAGES = 64;
  private static final int PROCESSES = 5000;

  private final Drafts drafts;
  private final EventDesk desk;
  private final ColumnsModel columns;
  private final RulesModel rules;
  private final Status status;
  private final Executor ui;
  private final ObservableList<CorpusEntry> corpora = FXCollections.observableArrayList();
  private final ObjectProperty<Search> search = new SimpleObjectProperty<>(new Search("", "", ""));
  private final IntegerProperty size = new SimpleIntegerProperty(-1);
  private final StringProperty problem = new SimpleStringProperty("");
  private final ObjectProperty<@Nullable EventDetails> details = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Verdict> verdict = new SimpleObjectProperty<>();
  private final ObjectProperty<List<ProcessLife>> processes = new SimpleObjectProperty<>(List.of());
  private boolean processesWanted;
  private final IntegerProperty selected = new SimpleIntegerProperty(-1);
  private @Nullable EventList events;
  private CompletableFuture<EventList> finding = new CompletableFuture<>();
  private long wanted = -1;

  /** Pages of rows that were looked at last. */
  private final Map<Integer, Page> pages =
      new LinkedHashMap<>(PAGES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Page> eldest) {
          return size() > PAGES;
        }
      };

  private static final class Page {
    private final List<ObjectProperty<@Nullable EventLine>> rows;

    /** What was asked for of its events. */
    private List<String> fields = List.of();

    Page() {
      this.rows =
          java.util.stream.Stream.generate(() ->
                  (ObjectProperty<@Nullable EventLine>)
                      new SimpleObjectProperty<@Nullable EventLine>())
              .limit(PAGE)
              .toList();
    }
  }

  ExploreModel(
      Workspace workspace, Laboratory laboratory, RulesModel rules, Status status, Executor ui) {
    this.drafts = new Drafts(workspace, path -> rules.document(path) != null);
    this.desk = new EventDesk(workspace, laboratory);
    this.columns = new ColumnsModel(desk, status, rules.steps());
    this.rules = rules;
    this.status = status;
    this.ui = ui;
  }

  /** Reads what the workspace remembers. */
  void open() {
    columns.open();
  }

  /** The columns of the table. */
  public ColumnsModel columns() {
    return columns;
  }

  public ObservableList<CorpusEntry> corpora() {
    return corpora;
  }

  public ReadOnlyObjectProperty<Search> search() {
    return search;
  }

  /** How many events are shown; −1 while nothing was asked for. */
  public ReadOnlyIntegerProperty size() {
    return size;
  }

  /** What is wrong with the filter; empty when nothing is. */
  public ReadOnlyStringProperty problem() {
    return problem;
  }

  /** All about the selected event. */
  public ReadOnlyObjectProperty<@Nullable EventDetails> details() {
    return details;
  }

  /** Why a rule fires on the selected event, or why not, when somebody asked. */
  public ReadOnlyObjectProperty<@Nullable Verdict> verdict() {
    return verdict;
  }

  /** The selected event's index among the shown ones, or −1. */
  public ReadOnlyIntegerProperty selected() {
    return selected;
  }

  /** The processes that the shown events happened in, once somebody wants to see them. */
  public ReadOnlyObjectProperty<List<ProcessLife>> processes() {
    return processes;
  }

  /** Whether the processes are being looked at: else they are not collected. */
  public void wantProcesses(boolean wanted) {
    processesWanted = wanted;
    collectProcesses();
  }

  private void collectProcesses() {
    EventList from = events;
    if (processesWanted && from != null) {
      status.follow("collecting processes", desk.processes(from, PROCESSES), processes::set);
    }
  }

  /** A rule to begin with, from no event. */
  public Draft newRule() {
    return drafts.rule(names());
  }

  private Set<String> names() {
    return rules.rules().get().stream().map(RuleEntry::name).collect(Collectors.toSet());
  }

  /** Writes a rule from the selected event; the answer is where it was written. */
  public Optional<Draft> ruleFromEvent() {
    EventDetails event = details.get();
    return event == null
        ? Optional.empty()
        : Optional.of(drafts.rule(event, search.get().corpus(), names()));
  }

  /** Writes an exception from a rule for what is like the selected event. */
  public Optional<Draft> exceptionFromEvent(String rule) {
    return Optional.ofNullable(details.get()).map(event -> drafts.exception(event, rule));
  }

  /** Writes a test that a rule goes on firing as on the selected event. */
  public Optional<Draft> testFromEvent(String rule) {
    return Optional.ofNullable(details.get())
        .flatMap(event ->
            corpora.stream()
                .filter(entry -> entry.name().equals(search.get().corpus()))
                .findFirst()
                .map(entry -> drafts.test(event, rule, entry.name(), entry.folder())));
  }

  void opened(List<CorpusEntry> open) {
    corpora.setAll(open);
    if (!open.isEmpty() && search.get().corpus().isEmpty()) {
      find(new Search(open.getFirst().name(), "", ""));
    }
  }

  /** Shows the events that a search finds. */
  public void find(Search wantedSearch) {
    search.set(wantedSearch);
    problem.set("");
    finding.cancel(false);
    CompletableFuture<EventList> work = desk.find(wantedSearch, rules.ruleset().get());
    finding = work;
    status.follow(
        "looking for events",
        work.exceptionally(failure -> {
          Throwable cause = Status.cause(failure);
          if (cause instanceof CancellationException cancelled) {
            throw cancelled;
          }
          ui.execute(() -> problem.set(Status.message(cause)));
          throw new CancellationException();
        }),
        found -> {
          if (finding == work) {
            show(found);
          }
        });
  }

  private void show(EventList found) {
    events = found;
    pages.clear();
    selected.set(-1);
    details.set(null);
    verdict.set(null);
    // Set in two steps, so that listeners see a change when there are as many as before.
    size.set(-1);
    size.set(found.size());
    status.say(Quantities.count(found.size(), "event", "events"));
    processes.set(List.of());
    collectProcesses();
    if (wanted >= 0) {
      long number = wanted;
      wanted = -1;
      status.follow("finding event " + number, desk.indexOf(found, number), this::select);
    }
  }

  /** Shows an event among all events of its corpus. */
  public void showEvent(String corpus, long number) {
    wanted = number;
    find(new Search(corpus, "", ""));
  }

  /** A line of the table, which comes when it has been read, and again with more columns. */
  public ReadOnlyObjectProperty<@Nullable EventLine> row(int index) {
    int number = index / PAGE;
    Page page = pages.get(number);
    if (page == null) {
      page = new Page();
      pages.put(number, page);
    }
    List<String> fields = columns.names();
    if (!page.fields.containsAll(fields)) {
      page.fields = fields;
      read(page, number);
    }
    return page.rows.get(index % PAGE);
  }

  private void read(Page page, int number) {
    EventList from = events;
    if (from != null) {
      List<String> fields = page.fields;
      status.follow(
          "reading events",
          desk.lines(from, number * PAGE, PAGE, fields),
          lines -> {
            if (page.fields.equals(fields)) {
              for (int i = 0; i < lines.size(); i++) {
                page.rows.get(i).set(lines.get(i));
              }
            }
          });
    }
  }

  /** Looks at an event. */
  public void select(int index) {
    EventList from = events;
    if (from == null || index < 0 || index >= from.size() || index == selected.get()) {
      return;
    }
    selected.set(index);
    verdict.set(null);
    status.follow("reading event", desk.details(from, index, rules.ruleset().get()), details::set);
  }

  /** Asks why a rule fires on the selected event, or why not. */
  public void explain(String rule) {
    EventList from = events;
    if (from != null && selected.get() >= 0) {
      rules
          .rule(rule)
          .ifPresent(found ->
              status.follow(
                  "explaining " + rule,
                  desk.explain(from, selected.get(), rules.ruleset().get(), found),
                  verdict::set));
    }
  }

  @Override
  public void close() {
    desk.close();
  }
}
