package dev.creance.recorder.detect;

import dev.creance.events.Event;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.Rule;
import dev.creance.recorder.alert.Alert;
import dev.creance.recorder.alert.AlertOutput;
import dev.creance.recorder.metrics.Histogram;
import dev.creance.recorder.metrics.MetricsText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates events one after the other, on one thread. Another thread may hand it other rules: they
 * take the old ones' place between two events, so that every event is evaluated by exactly one
 * ruleset.
 */
public final class Detector implements MetricsText.Source {
  private static final long TICK_NANOS = 1_000_000_000L;

  private final Options options;
  private final String host;
  private final AlertFormatter formatter;
  private final List<AlertOutput> outputs;
  private final RuleHits hits = new RuleHits();
  private final Histogram latency = new Histogram();
  private MachineState state;
  private @Nullable ArmedRules rules;

  /** Rules to go on with, and whom to tell before which event that was. */
  private record Next(ArmedRules rules, LongConsumer began) {}

  private final AtomicReference<@Nullable Next> next = new AtomicReference<>();
  private volatile @Nullable ArmedRules shown;
  private long events;
  private long alerts;
  private long again;
  private long sequence;
  private long nextTick = System.nanoTime() + TICK_NANOS;

  private volatile long shownEvents;
  private volatile long shownAgain;
  private volatile long shownSequence;
  private volatile long shownSwaps;
  private volatile long unseen;
  private volatile long dropped;
  private long swaps;

  /**
   * @param host what alerts call the machine; a byte string
   */
  public Detector(Options options, String host, List<AlertOutput> outputs) {
    this.options = options;
    this.host = new String(host.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    this.formatter = new AlertFormatter(AlertFormatter.Options.defaults(host));
    this.outputs = List.copyOf(outputs);
    this.state = new MachineState(options);
  }

  /** Has rules take over before the next event; for any thread. */
  public void use(ArmedRules ready) {
    use(ready, before -> {});
  }

  /**
   * Has rules take over before the next event; for any thread.
   *
   * @param began is told the sequence number of the first event that they evaluate, by the
   *     detector's thread
   */
  public void use(ArmedRules ready, LongConsumer began) {
    hits.show(ready.rules());
    next.set(new Next(ready, began));
  }

  /** The rules that events are evaluated by; null before there are any. */
  public @Nullable ArmedRules rules() {
    return shown;
  }

  /** Forgets the machine, for a head follows. */
  public MachineState restart() {
    state = new MachineState(options);
    return state;
  }

  /** The machine's state; for the detector's thread. */
  public MachineState state() {
    return state;
  }

  /** Says which number the next event has. */
  public void position(long first) {
    sequence = first;
  }

  /** Evaluates an event. */
  public void event(Event event) throws IOException {
    if (next.get() != null) {
      swap();
    }
    sequence++;
    events++;
    if (!state.process(event)) {
      return;
    }
    ArmedRules current = rules;
    if (current == null) {
      return;
    }
    EventScope scope = state.scope();
    int count = current.matcher.match(scope);
    for (int i = 0; i < count; i++) {
      alert(current, current.matcher.matched(i), scope);
    }
  }

  /** Takes in an event that was evaluated before: for the machine's state, and for no rule. */
  public void again(Event event) {
    again++;
    state.process(event);
  }

  private void swap() {
    Next ready = next.getAndSet(null);
    if (ready == null) {
      return;
    }
    if (rules != null) {
      swaps++;
    }
    rules = ready.rules();
    shown = rules;
    ready.began().accept(sequence);
    shownSwaps = swaps;
  }

  private void alert(ArmedRules current, Rule rule, EventScope scope) throws IOException {
    hits.add(rule);
    alerts++;
    if (outputs.isEmpty()) {
      return;
    }
    AlertTemplate template = current.template(rule);
    long timestamp = scope.event.timestamp();
    Alert alert =
        new Alert(
            rule.name(),
            rule.priority().text(),
            rule.source(),
            timestamp,
            formatter.text(template, scope).toString(),
            formatter.json(template, scope).toString(),
            Scenes.of(scope, host));
    for (AlertOutput output : outputs) {
      output.accept(alert);
    }
    latency.add(Math.max(0, System.currentTimeMillis() * 1_000_000L - timestamp));
  }

  /** Called between events, often, also when there are none. */
  public void pause() throws IOException {
    if (next.get() != null) {
      swap();
    }
    shownEvents = events;
    shownAgain = again;
    shownSequence = sequence;
    if (System.nanoTime() - nextTick >= 0) {
      nextTick = System.nanoTime() + TICK_NANOS;
      for (AlertOutput output : outputs) {
        output.tick();
      }
    }
  }

  /** Counts events that were recorded and never came. */
  public void unseen(long total) {
    unseen = total;
  }

  /** Counts events that the kernel had no room for. */
  public void dropped(long total) {
    dropped = total;
  }

  public long events() {
    return events;
  }

  public long alerts() {
    return alerts;
  }

  @Override
  public void tell(MetricsText page) {
    ArmedRules current = shown;
    page.gauge("creance_agent_rules", "Enabled rules.")
        .sample(current == null ? 0L : current.rules().size());
    page.counter("creance_agent_release_swaps_total", "Rulesets that took another's place.")
        .sample(shownSwaps);
    page.counter("creance_agent_events_total", "Events evaluated.").sample(shownEvents);
    page.counter(
            "creance_agent_events_again_total", "Events that came again, and were not evaluated.")
        .sample(shownAgain);
    page.counter("creance_agent_events_unseen_total", "Events recorded and never evaluated.")
        .sample(unseen);
    page.counter("creance_agent_events_dropped_total", "Events the kernel had no room for.")
        .sample(dropped);
    page.gauge("creance_agent_event_sequence", "The sequence number of the last event.")
        .sample(shownSequence);
    hits.tell(page);
    latency.tell(page, "creance_agent_alert_latency_seconds", "From the event to the alert.");
    AlertOutput.tell(page, outputs);
  }
}
