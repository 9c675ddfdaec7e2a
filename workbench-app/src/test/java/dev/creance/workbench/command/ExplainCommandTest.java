package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event 29302 of the sample: a shell in a container opens /etc/x for writing. */
class ExplainCommandTest {
  private static final String RULES =
      """
      - macro: opens
        condition: evt.type in (open, openat)
      - rule: Write etc
        desc: d
        condition: opens and fd.name startswith /etc
        output: x
        priority: WARNING
      - rule: Second
        desc: d
        condition: opens and fd.name = /etc/x
        output: x
        priority: INFO
      - rule: Excepted
        desc: d
        condition: opens and fd.name = /etc/x
        output: x
        priority: INFO
        exceptions:
          - name: known
            fields: [proc.name, fd.name]
            comps: [=, startswith]
            values:
              - [cat, /etc]
              - [sh, /etc]
      - rule: Not met
        desc: d
        condition: opens and proc.name in (a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5, b6, b7, b8, b9, c1, c2, c3, c4, c5, d1, d2, d3, d4)
        output: x
        priority: INFO
      - rule: Off
        desc: d
        condition: opens
        output: x
        priority: INFO
        enabled: false
      """;

  @TempDir private Path folder;
  private String rules = "";

  @BeforeEach
  void writeRules() throws IOException {
    rules = Files.writeString(folder.resolve("rules.yaml"), RULES).toString();
  }

  private Run explain(String rule, String... more) {
    String[] line = {"explain", "--rules", rules, "--event", "29302", "--rule", rule};
    String[] all = java.util.Arrays.copyOf(line, line.length + more.length + 1);
    System.arraycopy(more, 0, all, line.length, more.length);
    all[all.length - 1] = House.sample();
    return Run.of(all);
  }

  @Test
  void aRuleThatFiresIsATreeWithValuesAndPlaces() {
    Run run = explain("Write etc");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .isEqualTo(
            """
            Write etc on event 29302 (openat, 2026-11-23 06:44:02.139 UTC): it fires

            ✓ and                               rules.yaml:5
            ├─ ✓ macro opens                    rules.yaml:5
            │  └─ ✓ evt.type in (open, openat)  rules.yaml:2  evt.type is openat
            └─ ✓ fd.name startswith /etc        rules.yaml:5  fd.name is /etc/x
            """);
  }

  @Test
  void anotherRuleMayComeFirst() {
    Run run = explain("Second");
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .contains("it does not fire: its condition is true, but rule 'Write etc' (rules.yaml:3)");
    assertThat(explain("Second", "--rule-matching", "all").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void anExceptionTupleMayKeepItBack() {
    Run run = explain("Excepted");
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .contains("it does not fire: kept back by exception 'known', tuple 2 (rules.yaml:24)")
        .containsPattern("✓ tuple 2 +rules.yaml:24");
  }

  @Test
  void aConditionMayBeFalse() {
    Run run = explain("Not met");
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .contains("it does not fire: its condition is false")
        .contains("✗ proc.name in (a1, a2, a3, ")
        .contains(", … 5 more)")
        .contains("proc.name is sh");
  }

  @Test
  void aRuleMayBeOff() {
    assertThat(explain("Off").out()).contains("it does not fire: the rule is switched off");
  }

  @Test
  void aMistypedRuleIsGuessed() {
    Run run = explain("Wirte etc");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("no rule is called 'Wirte etc'; did you mean 'Write etc'?");
  }

  @Test
  void anEventThatIsNotThereIsANo() {
    Run run =
        Run.of("explain", "--rules", rules, "--rule", "Off", "--event", "99999999", House.sample());
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.err()).contains("99999999").contains("81,369 events");
  }
}
