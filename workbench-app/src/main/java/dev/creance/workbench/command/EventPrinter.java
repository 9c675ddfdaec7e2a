package dev.creance.workbench.command;

import dev.creance.events.format.Template;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.terminal.Terminal;

/** Prints events as lines of text on standard output. */
final class EventPrinter {
  /** What is printed of an event when nothing else is asked for. */
  static final String FORMAT =
      "*%evt.num %evt.datetime %evt.cpu %proc.name (%proc.pid:%thread.tid) %evt.type %evt.info";

  private final Terminal terminal;
  private final Template line;
  private final boolean needsAll;
  private final StringBuilder text = new StringBuilder();
  private long printed;

  /**
   * @param template what to print; when it is not partial, events without all values are passed
   *     over
   */
  EventPrinter(Terminal terminal, CheckedTemplate template) {
    this.terminal = terminal;
    this.line = new Template(Template.parts(template));
    this.needsAll = !template.partial();
  }

  void print(EventScope scope) {
    text.setLength(0);
    if (line.render(scope, text, needsAll)) {
      terminal.print(ShownText.of(text));
      printed++;
    }
  }

  /** How many were printed. */
  long printed() {
    return printed;
  }
}
