package dev.creance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleVersionsTest {
  private static final String RULES =
      """
      - list: shells
        items: [bash, sh]
      - macro: spawned
        condition: evt.type in (execve, execveat)
      - rule: shell
        desc: a shell
        condition: spawned and proc.name in (shells)
        output: "%proc.name"
        priority: WARNING
        tags: [one]
      """;

  private static String version(String rules) {
    LoadResult loaded =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("rules.yaml", rules)));
    Ruleset ruleset = loaded.ruleset();
    return new RuleVersions(ruleset).of(ruleset.rule("shell").orElseThrow());
  }

  @ParameterizedTest(name = "{0} → {1}: same version: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spawned and proc  | (spawned)  and   proc  | true
          spawned and proc  | evt.type in (execve, execveat) and proc | true
          spawned           | begun                  | true
          WARNING           | ERROR                  | true
          %proc.name        | %proc.cmdline          | true
          [one]             | [one, two]             | true
          [bash, sh]        | [bash, sh, zsh]        | false
          (execve, execveat)| (execve)               | false
          and proc.name in  | and not proc.name in   | false
          desc: a shell     | desc: another text     | true
          """)
  void aVersionIsWhatTheRuleMeans(String text, String replacement, boolean same) {
    assertThat(version(RULES.replace(text, replacement)).equals(version(RULES))).isEqualTo(same);
  }

  @Test
  void anExceptionMakesAnotherVersion() {
    String rules =
        RULES
            + """
              exceptions:
                - name: known
                  fields: [proc.name]
                  values: [[bash]]
            """;
    assertThat(version(rules)).isNotEqualTo(version(RULES));
  }

  @Test
  void deeplyNestedMacrosCostNoTime() {
    StringBuilder rules = new StringBuilder();
    rules.append("- macro: m0\n  condition: evt.type = open\n");
    for (int i = 1; i <= 12; i++) {
      rules.append("- macro: m%d\n  condition: (m%d and m%d)\n".formatted(i, i - 1, i - 1));
    }
    rules.append("- rule: shell\n  desc: d\n  condition: m12\n  output: o\n  priority: INFO\n");
    assertThat(version(rules.toString())).hasSize(64);
  }
}
