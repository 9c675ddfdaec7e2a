package dev.creance.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.yaml.YamlNode;
import dev.creance.grammar.yaml.YamlReader;
import dev.creance.testing.Shared;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conditions and outputs of the rules that Falco ships. */
class StockConditionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "falco_rules.yaml",
        "falco-incubating_rules.yaml",
        "falco-sandbox_rules.yaml",
        "k8s_audit_rules.yaml"
      })
  void areReadAndReadBackAsPrinted(String file) {
    List<String> conditions = values(file, "condition");
    assertThat(conditions).hasSizeGreaterThan(20);
    for (String condition : conditions) {
      Parsed parsed = ConditionParser.parse(condition, ConditionParser.RULE_DEPTH);
      assertThat(parsed.errors()).as(condition).isEmpty();
      Spans.check(condition, condition, parsed);
      String printed = ConditionPrinter.print(parsed.tree());
      Parsed again = ConditionParser.parse(printed, ConditionParser.RULE_DEPTH);
      assertThat(again.errors()).as(printed).isEmpty();
      assertThat(Spanless.of(again.tree())).as(printed).isEqualTo(Spanless.of(parsed.tree()));
    }
    for (String output : values(file, "output")) {
      assertThat(OutputTemplateParser.parse(output).errors()).as(output).isEmpty();
    }
  }

  private static List<String> values(String file, String key) {
    List<String> values = new ArrayList<>();
    for (YamlNode document :
        YamlReader.read(String.join("\n", Shared.lines("rules/" + file)), new ArrayList<>())) {
      if (document instanceof YamlNode.Sequence items) {
        for (YamlNode item : items.items()) {
          if (item instanceof YamlNode.Mapping mapping
              && mapping.find(key) instanceof YamlNode.Entry(_, YamlNode.Scalar value)) {
            byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
            values.add(new String(bytes, StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    return values;
  }
}
