package dev.creance.workbench.command;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import dev.creance.workbench.report.HitReport;
import dev.creance.workbench.report.HitTable;
import dev.creance.workbench.terminal.Ink;
import java.nio.file.Path;
import java.util.List;

/** Captures through rules: each hit is told and counted. */
final class RuleRun {
  private final Ruleset rules;
  private final RulesetMatcher matcher;
  private final CaptureRun captures;
  private final HitTable table = new HitTable();

  RuleRun(Ruleset rules, Matching matching, CaptureRun captures) {
    this.rules = rules;
    this.matcher = new RulesetMatcher(rules, matching);
    this.captures = captures;
  }

  /** Takes a rule that fired; the scope is valid during the call only. */
  @FunctionalInterface
  interface HitConsumer {
    void hit(Rule rule, EventScope scope);
  }

  void run(List<Path> files, HitConsumer consumer) {
    captures.run(
        files,
        (capture, scope) -> {
          int hits = matcher.match(scope);
          for (int i = 0; i < hits; i++) {
            Rule rule = matcher.matched(i);
            consumer.hit(rule, scope);
            table.hit(
                rule.name(),
                rule.priority().text(),
                scope.event.timestamp(),
                process(capture, scope));
          }
          return true;
        });
  }

  private static HitTable.ProcessKey process(int capture, EventScope scope) {
    ThreadState thread = scope.thread;
    return new HitTable.ProcessKey(capture, thread == null ? scope.event.tid() : thread.pid);
  }

  /** How often rules fired. */
  long hits() {
    return table.hits();
  }

  /** The table of hits and a line that sums up. */
  List<String> report(Ink ink) {
    return HitReport.lines(rules, table, captures.recordedNanos(), captures.summary(), ink);
  }

  /** Whether a capture could not be read to its end. */
  boolean damaged() {
    return captures.damaged();
  }
}
