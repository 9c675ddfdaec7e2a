package dev.creance.match.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.checked.CheckedCondition.Named.Kind;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.Opened;
import dev.creance.match.explain.Explanation.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final String RULES =
      """
      - macro: opened
        condition: evt.type = openat
      - rule: Secrets
        desc: d
        condition: opened and fd.name startswith /etc
        output: o
        priority: INFO
        exceptions:
          - name: known
            fields: [fd.name, evt.type]
            values:
              - [/etc/hosts, openat]
              - [/etc/passwd, openat]
          - name: groups
            fields: fd.name
            values: [/etc/group]
      - rule: Anything in etc
        desc: d
        condition: opened and fd.name contains etc
        output: o
        priority: INFO
      - rule: Closed
        desc: d
        condition: evt.type = close and fd.name = /etc/x
        output: o
        priority: INFO
      - rule: Off
        desc: d
        condition: opened
        output: o
        priority: INFO
        enabled: false
      """;

  private final Ruleset ruleset = load();
  private final Opened opened = new Opened();

  private static Ruleset load() {
    LoadResult result =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("rules.yaml", RULES)));
    assertThat(result.errors()).isEmpty();
    return result.ruleset();
  }

  private Explanation explain(String rule, Matching matching, String path) {
    Rule found = ruleset.rule(rule).orElseThrow();
    return new Explainer(ruleset, matching).explain(found, opened.of(path));
  }

  @Test
  void tellsThatItFired() {
    assertThat(explain("Secrets", Matching.ALL, "/etc/shadow").fired()).isTrue();
  }

  @Test
  void namesTheTupleThatKeptIt() {
    Explanation explanation = explain("Secrets", Matching.ALL, "/etc/passwd");
    assertThat(explanation.reason()).isInstanceOf(Reason.Excepted.class);
    List<Explanation.Tuple> tuples = ((Reason.Excepted) explanation.reason()).tuples();
    assertThat(tuples).hasSize(1);
    assertThat(tuples.getFirst().exception()).isEqualTo("known");
    assertThat(tuples.getFirst().index()).isEqualTo(1);
    assertThat(tuples.getFirst().origin().place()).isEqualTo("rules.yaml:13");
  }

  @Test
  void namesAnExceptionWithoutTuples() {
    Explanation explanation = explain("Secrets", Matching.ALL, "/etc/group");
    assertThat(((Reason.Excepted) explanation.reason()).tuples())
        .extracting(Explanation.Tuple::exception, Explanation.Tuple::index)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("groups", -1));
  }

  @Test
  void namesTheEarlierRuleWhereOnlyOneMayFire() {
    assertThat(explain("Anything in etc", Matching.ALL, "/etc/shadow").fired()).isTrue();
    Explanation explanation = explain("Anything in etc", Matching.FIRST, "/etc/shadow");
    assertThat(((Reason.Preceded) explanation.reason()).by().name()).isEqualTo("Secrets");
  }

  @Test
  void tellsWhatTheRuleIsNotEvaluatedOn() {
    assertThat(explain("Closed", Matching.ALL, "/etc/x").reason())
        .isEqualTo(new Reason.OtherEventType("openat"));
    assertThat(explain("Off", Matching.ALL, "/etc/x").reason()).isEqualTo(new Reason.Disabled());
  }

  @Test
  void showsEveryPartWithItsValues() {
    Explanation explanation = explain("Secrets", Matching.ALL, "/tmp/x");
    assertThat(explanation.reason()).isEqualTo(new Reason.NotMet());
    List<Part.Check> decisive = explanation.condition().decisive();
    assertThat(decisive).hasSize(1);
    assertThat(decisive.getFirst().text()).isEqualTo("fd.name startswith /etc");
    assertThat(decisive.getFirst().values())
        .containsExactly(new Part.Value("fd.name", Optional.of("/tmp/x")));
    Part.Named macro = macro(explanation.condition());
    assertThat(macro.kind()).isEqualTo(Kind.MACRO);
    assertThat(macro.name()).isEqualTo("opened");
    assertThat(macro.holds()).isTrue();
    assertThat(macro.body().origin().place()).isEqualTo("rules.yaml:2");
  }

  private static Part.Named macro(Part part) {
    return switch (part) {
      case Part.Named named -> named;
      case Part.All all -> macro(all.parts().getFirst());
      case Part.Any any -> macro(any.parts().getFirst());
      case Part.Not not -> macro(not.part());
      case Part.Check check -> throw new AssertionError(check);
    };
  }
}
