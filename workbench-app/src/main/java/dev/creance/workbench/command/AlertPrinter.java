package dev.creance.workbench.command;

import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.events.format.JsonOutput;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.workbench.input.Machine;
import dev.creance.workbench.terminal.Terminal;
import java.util.IdentityHashMap;

/** Prints alerts on standard output, as Falco writes them. */
final class AlertPrinter {
  private final Terminal terminal;
  private final boolean json;
  private final AlertFormatter formatter =
      new AlertFormatter(AlertFormatter.Options.defaults(Machine.hostName()));
  private final IdentityHashMap<Rule, AlertTemplate> templates = new IdentityHashMap<>();

  /**
   * @param json JSON lines instead of lines of text
   */
  AlertPrinter(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** Prints the alert of a rule that fired. */
  void print(Rule rule, EventScope scope) {
    AlertTemplate template = templates.computeIfAbsent(rule, AlertTemplate::of);
    JsonOutput line = json ? formatter.json(template, scope) : formatter.text(template, scope);
    terminal.write(line.raw('\n')::writeTo);
  }
}
