package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Falco's stock rules. */
class StockRulesTest {
  @Test
  void loadWithoutAWord() {
    LoadResult result = new RulesetLoader(Loading.falco441()).load(Loading.stock());
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.ruleset().rules()).hasSize(93).allMatch(Rule::enabled);
    assertThat(Loading.load(Loading.stock("k8s_audit_rules.yaml").text()).diagnostics()).isEmpty();
  }
}
