package dev.creance.workbench.window.service;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.match.Matching;
import dev.creance.match.explain.Explainer;
import dev.creance.match.explain.Explanation;
import dev.creance.match.explain.Explanation.Reason;
import dev.creance.match.explain.Part;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.Verdict;
import dev.creance.workbench.window.shown.Verdict.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words why a rule fires on an event, or why not. */
final class Verdicts {
  private Verdicts() {}

  static Verdict of(Ruleset ruleset, Rule rule, EventScope scope) {
    Explanation explanation = new Explainer(ruleset, Matching.ALL).explain(rule, scope);
    return new Verdict(
        rule.name(),
        explanation.fired(),
        reason(explanation.reason()),
        node(explanation.condition()));
  }

  private static String reason(Reason reason) {
    return switch (reason) {
      case Reason.Fired() -> "it fires: the condition is true";
      case Reason.Disabled() -> "the rule is switched off";
      case Reason.OtherSource(String source) -> "the event comes from " + source;
      case Reason.OtherEventType(String type) ->
          "the condition asks for other types of events than " + type;
      case Reason.Excepted(List<Explanation.Tuple> tuples) ->
          "an exception holds: "
              + tuples.stream()
                  .map(tuple ->
                      tuple.exception() + (tuple.index() < 0 ? "" : " [" + tuple.index() + "]"))
                  .collect(Collectors.joining(", "));
      case Reason.Preceded(Rule by) -> "'" + by.name() + "' comes first";
      case Reason.NotMet() -> "it does not fire: the condition is false";
    };
  }

  private static Node node(Part part) {
    return switch (part) {
      case Part.All all -> new Node(all.holds(), "all of", "", place(all), nodes(all.parts()));
      case Part.Any any -> new Node(any.holds(), "one of", "", place(any), nodes(any.parts()));
      case Part.Not not -> new Node(not.holds(), "not", "", place(not), List.of(node(not.part())));
      case Part.Named named ->
          new Node(
              named.holds(),
              named.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + named.name(),
              "",
              place(named),
              List.of(node(named.body())));
      case Part.Check check ->
          new Node(
              check.holds(), ShownText.of(check.text()), values(check), place(check), List.of());
    };
  }

  private static List<Node> nodes(List<Part> parts) {
    return parts.stream().map(Verdicts::node).toList();
  }

  private static String values(Part.Check check) {
    return check.values().stream()
        .map(value ->
            value.expression() + " is " + value.text().map(ShownText::of).orElse("not there"))
        .collect(Collectors.joining(", "));
  }

  private static String place(Part part) {
    return Path.of(part.origin().file().name()).getFileName()
        + ":"
        + part.origin().file().line(part.origin().span().start());
  }
}
