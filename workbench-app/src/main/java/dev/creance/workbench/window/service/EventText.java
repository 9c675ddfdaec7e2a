package dev.creance.workbench.window.service;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import dev.creance.tuning.recording.Fields;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.EventDetails;
import dev.creance.workbench.window.shown.EventDetails.Ancestor;
import dev.creance.workbench.window.shown.EventDetails.FieldValue;
import dev.creance.workbench.window.shown.EventRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events as texts. For one thread. */
final class EventText {
  private static final int ANCESTORS = 12;

  private final OutputField process = Fields.printed("proc.name");
  private final OutputField pid = Fields.printed("proc.pid");
  private final OutputField type = Fields.printed("evt.type");
  private final OutputField result = Fields.printed("evt.res");
  private final OutputField descriptor = Fields.printed("fd.name");
  private final OutputField container = Fields.printed("container.name");
  private final OutputField info = Fields.printed("evt.args");
  private @Nullable Ruleset matched;
  private @Nullable RulesetMatcher matcher;

  EventRow row(EventScope scope) {
    return new EventRow(
        scope.event.number(),
        time(scope),
        text(process, scope),
        text(pid, scope),
        text(type, scope),
        text(result, scope),
        text(descriptor, scope),
        text(container, scope),
        text(info, scope));
  }

  /** The time of day of an event, UTC, in nanoseconds. */
  static String time(EventScope scope) {
    String moment = Quantities.moment(scope.event.timestamp());
    long nanos = Math.floorMod(scope.event.timestamp(), 1_000_000L);
    return moment.substring(11) + String.format(java.util.Locale.ROOT, "%06d", nanos);
  }

  private static String text(OutputField field, EventScope scope) {
    String value = field.text(scope);
    return value == null ? "" : ShownText.of(value);
  }

  EventDetails details(EventScope scope, Ruleset ruleset) {
    EventRow row = row(scope);
    List<FieldValue> values = new ArrayList<>();
    for (Field field : FieldCatalogue.current().fields()) {
      if (shown(field, scope)) {
        String value =
            new OutputField(field.name(), new Access(field, Optional.empty(), field.type()))
                .text(scope);
        if (value != null && !value.isEmpty()) {
          values.add(
              new FieldValue(
                  field.fieldClass(), field.name(), ShownText.of(value), field.description()));
        }
      }
    }
    return new EventDetails(row, values, lineage(scope), fired(scope, ruleset));
  }

  private static boolean shown(Field field, EventScope scope) {
    return field.argumentUse() != Field.ArgumentUse.REQUIRED
        && !field.has(Field.Flag.FILTER_ONLY)
        && !field.has(Field.Flag.TABLE_ONLY)
        && !field.has(Field.Flag.DEPRECATED)
        && (field.source().equals("any") || field.source().equals(scope.source));
  }

  private static List<Ancestor> lineage(EventScope scope) {
    List<Ancestor> lineage = new ArrayList<>();
    for (int i = 0; i < ANCESTORS; i++) {
      String at = "[" + i + "]";
      String pid = text(Fields.printed(i == 0 ? "proc.pid" : "proc.apid" + at), scope);
      String name = text(Fields.printed(i == 0 ? "proc.name" : "proc.aname" + at), scope);
      if (pid.isEmpty() && name.isEmpty()) {
        break;
      }
      lineage.add(
          new Ancestor(
              pid,
              name,
              text(Fields.printed(i == 0 ? "proc.exepath" : "proc.aexepath" + at), scope),
              text(Fields.printed(i == 0 ? "proc.cmdline" : "proc.acmdline" + at), scope)));
    }
    return lineage;
  }

  private List<String> fired(EventScope scope, Ruleset ruleset) {
    RulesetMatcher current = matcher;
    if (current == null || matched != ruleset) {
      current = new RulesetMatcher(ruleset, Matching.ALL);
      matcher = current;
      matched = ruleset;
    }
    List<String> fired = new ArrayList<>();
    for (int i = 0, n = current.match(scope); i < n; i++) {
      fired.add(current.matched(i).name());
    }
    return fired;
  }
}
