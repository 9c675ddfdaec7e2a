package dev.creance.tuning.recording;

import dev.creance.corpus.evaluate.Measures;
import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedTemplate.Part;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes two alerts the same finding: the rule and the fields that it prints, but for those
 * that number the event, the process or the moment, with every run of three or more digits counted
 * as one number (process ids in paths, ports of clients, dates in names).
 */
public final class Signature implements HitColumn {
  private static final Set<String> VOLATILE =
      Set.of(
          "evt.num",
          "evt.cpu",
          "evt.args",
          "evt.info",
          "evt.count",
          "evt.rawres",
          "evt.buflen",
          "proc.pid",
          "proc.ppid",
          "proc.apid",
          "proc.vpid",
          "proc.pvpid",
          "proc.sid",
          "proc.pgid",
          "proc.vpgid",
          "proc.duration",
          "proc.pid.ts",
          "proc.ppid.ts",
          "proc.ppid.duration",
          "thread.tid",
          "thread.vtid",
          "fd.num",
          "fd.cport",
          "fd.dev",
          "fd.ino",
          "container.start_ts",
          "container.duration");
  private static final List<String> TIMES =
      List.of(
          "evt.time",
          "evt.datetime",
          "evt.rawtime",
          "evt.reltime",
          "evt.deltatime",
          "evt.latency",
          "evt.outputtime",
          "evt.wait_latency");
  private static final int RUN = 3;

  private final IdentityHashMap<Rule, List<OutputField>> fields = new IdentityHashMap<>();
  private final Map<String, String> masked = new HashMap<>();

  @Override
  public @Nullable String value(Rule rule, EventScope scope, int recording) {
    StringBuilder text = new StringBuilder();
    for (OutputField field : fields.computeIfAbsent(rule, Signature::fields)) {
      String value = field.text(scope);
      text.append(text.isEmpty() ? "" : " ")
          .append(field.name())
          .append('=')
          .append(value == null ? "<NA>" : masked.computeIfAbsent(value, Signature::mask));
    }
    if (masked.size() > 100_000) {
      masked.clear();
    }
    return text.toString();
  }

  private static List<OutputField> fields(Rule rule) {
    List<OutputField> fields = new ArrayList<>();
    for (Part part : rule.output().parts()) {
      if (part instanceof Part.Reference reference
          && !(reference.expression() instanceof Access access && changes(access.field().name()))) {
        fields.add(new OutputField(reference.source(), reference.expression()));
      }
    }
    return fields;
  }

  /** Whether a field numbers the event, the process or the moment, or measures something. */
  public static boolean changes(String field) {
    return VOLATILE.contains(field)
        || Measures.contains(field)
        || TIMES.stream().anyMatch(field::startsWith);
  }

  /** Every run of three or more digits as {@code #}. */
  public static String mask(String value) {
    StringBuilder text = new StringBuilder(value.length());
    int digits = 0;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : 0;
      if (c >= '0' && c <= '9') {
        digits++;
        continue;
      }
      if (digits >= RUN) {
        text.append('#');
      } else {
        text.append(value, i - digits, i);
      }
      digits = 0;
      if (i < value.length()) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
