package dev.creance.recorder.detect;

import dev.creance.grammar.rules.Rule;
import dev.creance.recorder.metrics.MetricsText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often which rule fired, for as long as the process lives. */
final class RuleHits implements MetricsText.Source {
  private final Map<Key, AtomicLong> counts = new ConcurrentHashMap<>();

  private record Key(String rule, String priority, String source) {
    static Key of(Rule rule) {
      return new Key(rule.name(), rule.priority().text(), rule.source());
    }
  }

  /** Shows rules that run, from now on, even if they never fire. */
  void show(List<Rule> rules) {
    rules.forEach(rule -> counts.computeIfAbsent(Key.of(rule), key -> new AtomicLong()));
  }

  void add(Rule rule) {
    counts.computeIfAbsent(Key.of(rule), key -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public void tell(MetricsText page) {
    page.counter("creance_agent_rule_hits_total", "Alerts by rule, before any rate limit.");
    counts.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing(Key::rule)
                    .thenComparing(Key::source)
                    .thenComparing(Key::priority)))
        .forEach(entry ->
            page.sample(
                entry.getValue().get(),
                "rule",
                entry.getKey().rule(),
                "priority",
                entry.getKey().priority(),
                "source",
                entry.getKey().source()));
  }
}
