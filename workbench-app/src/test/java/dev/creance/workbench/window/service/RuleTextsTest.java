package dev.creance.workbench.window.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.shown.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextsTest {
  /** The optional plugin counts as loaded only for rules that need it, whatever else is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evt.type = open                               | 0 | 1
          k8smeta.pod.name = web                        | 0 | 1
          k8smeta.pod.name = web and no_such_macro      | 1 | 0
          no_such_macro                                 | 1 | 0
          evt.type = open and no.such_field = 1         | 1 | 0
          """)
  void rulesLoadWithThePluginThatTheyName(String condition, int errors, int rules) {
    RuleTexts.Loaded loaded =
        new RuleTexts()
            .load(
                Map.of(
                    Path.of("r.yaml"),
                    "- rule: r\n  desc: d\n  condition: "
                        + condition
                        + "\n  output: o\n  priority: INFO\n"));
    assertThat(loaded.problems().stream().filter(Problem::error)).hasSize(errors);
    assertThat(loaded.rules()).hasSize(rules);
    assertThat(loaded.successful()).isEqualTo(errors == 0);
  }
}
