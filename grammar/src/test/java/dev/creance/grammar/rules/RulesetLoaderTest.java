package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.rules.AppendOutput.ExtraField;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesetLoaderTest {
  private static final String GOOD =
      """
      - rule: good
        desc: d
        condition: evt.type = open
        output: x
        priority: INFO
        tags: [a]
      """;

  @Test
  void allProblemsOfAllFilesInOnePass() {
    LoadResult result =
        Loading.load(
            """
            - rule: one
              desc: d
              condition: evt.type = open and
              priority: URGENT
            - list: l
              items: 5
            - macro: m
              condition: proc.nmae = x
            """,
            """
            - rule: two
              desc: d
              condition: m and undefined_macro
              output: '%fd.nam'
              priority: INFO
            - rule: three
              enabled: perhaps
            """);
    assertThat(result.successful()).isFalse();
    assertThat(result.errors())
        .extracting(d -> d.code() + " " + d.file().name() + ":" + d.file().line(d.span().start()))
        .containsExactly(
            "LOAD_ERR_YAML_VALIDATE file0.yaml:1",
            "LOAD_ERR_YAML_VALIDATE file0.yaml:4",
            "LOAD_ERR_YAML_VALIDATE file0.yaml:6",
            "LOAD_ERR_YAML_VALIDATE file1.yaml:7",
            "LOAD_ERR_COMPILE_OUTPUT file1.yaml:4",
            "LOAD_ERR_VALIDATE file1.yaml:3");
  }

  @Test
  void aWrongKeyDoesNotHideAWrongConditionOrOutput() {
    LoadResult result =
        Loading.load(
            """
            - rule: one
              condition: evt.type = opn
              output: '%fd.nam'
              priority: LOUD
              enabled: perhaps
            """);
    assertThat(result.errors())
        .extracting(d -> d.code() + " " + d.file().line(d.span().start()))
        .containsExactly(
            "LOAD_ERR_YAML_VALIDATE 1",
            "LOAD_ERR_YAML_VALIDATE 4",
            "LOAD_ERR_YAML_VALIDATE 5",
            "LOAD_ERR_COMPILE_OUTPUT 3",
            "LOAD_ERR_COMPILE_CONDITION 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          condition: evt.type = opne ; LOAD_ERR_COMPILE_CONDITION ; open
          condition: proc.nam = x and evt.type = open ; LOAD_ERR_COMPILE_CONDITION ; proc.name
          condition: evt.type = open and god ; LOAD_ERR_VALIDATE ; good_macro
          conditon: evt.type = open ; LOAD_UNKNOWN_KEY ; condition
          prioritty: DEBUG ; LOAD_UNKNOWN_KEY ; ''
          priority: WARNIN ; LOAD_ERR_YAML_VALIDATE ; WARNING
          """)
  void quickFixes(String line, LoadCode code, String replacement) {
    String key = line.substring(0, line.indexOf(':'));
    StringBuilder yaml = new StringBuilder("- macro: good_macro\n  condition: evt.num > 0\n");
    for (String own :
        List.of(
            "- rule: r",
            "  desc: d",
            "  condition: evt.type = open and good_macro",
            "  output: x",
            "  priority: INFO")) {
      if (!own.strip().startsWith(key + ":") && !(key.equals("conditon") && own.contains("cond"))) {
        yaml.append(own).append('\n');
      }
    }
    yaml.append("  ").append(line.replace("god", "good_marco")).append('\n');
    LoadResult result = Loading.load(yaml.toString());
    assertThat(result.diagnostics())
        .as(yaml.toString())
        .anySatisfy(d -> {
          assertThat(d.code()).isEqualTo(code);
          assertThat(d.fix().map(Diagnostic.Fix::replacement)).contains(replacement);
        });
  }

  @Test
  void repairsOfDeprecatedFormsRepair() {
    String yaml =
        GOOD
            + """
            - rule: good
              append: true
              condition: and fd.num = 1
            - rule: good
              enabled: false
            """;
    String repaired = yaml;
    LoadResult result = Loading.load(yaml);
    assertThat(result.warnings())
        .extracting(Diagnostic::code)
        .containsOnly(LoadCode.LOAD_DEPRECATED_ITEM)
        .hasSize(2);
    for (Diagnostic warning : result.warnings().reversed()) {
      Diagnostic.Fix fix = warning.fix().orElseThrow();
      repaired =
          repaired.substring(0, fix.span().start())
              + fix.replacement()
              + repaired.substring(fix.span().end());
    }
    LoadResult again = Loading.load(repaired);
    assertThat(again.diagnostics()).as(repaired).isEmpty();
    assertThat(again.ruleset().rules().getFirst().conditionText())
        .isEqualTo(result.ruleset().rules().getFirst().conditionText());
    assertThat(again.ruleset().rules().getFirst().enabled()).isFalse();
  }

  @Test
  void contributionsTellWhoHadAPart() {
    Rule rule =
        Loading.load(
                GOOD,
                """
                - rule: good
                  condition: and fd.num = 1
                  tags: [b]
                  priority: ERROR
                  override: {condition: append, tags: replace, priority: replace}
                """)
            .ruleset()
            .rules()
            .getFirst();
    assertThat(rule.contributions())
        .extracting(c -> c.kind() + " " + c.keys() + " " + c.origin().file().name())
        .containsExactly(
            "DEFINE [condition, output, desc, priority, tags] file0.yaml",
            "APPEND [condition] file1.yaml",
            "REPLACE [tags, priority] file1.yaml");
    assertThat(rule.tags()).containsExactly("b");
    assertThat(rule.priority()).isEqualTo(Priority.ERROR);
  }

  @Test
  void selectionAndMinimumPriority() {
    String two =
        GOOD + GOOD.replace("good", "other").replace("INFO", "ERROR").replace("[a]", "[b]");
    LoadOptions options = LoadOptions.defaults();
    assertThat(enabled(options.withMinimumPriority(Priority.WARNING), two))
        .containsExactly("other");
    assertThat(enabled(options.withSelections(List.of(Selection.rule(false, "g*"))), two))
        .containsExactly("other");
    assertThat(
            enabled(
                options.withSelections(
                    List.of(Selection.rule(false, "*"), Selection.tag(true, "b"))),
                two))
        .containsExactly("other");
    assertThat(
            enabled(
                options.withSelections(
                    List.of(Selection.rule(false, "good"), Selection.rule(true, "good"))),
                two))
        .containsExactly("other", "good");
  }

  private static List<String> enabled(LoadOptions options, String yaml) {
    return Loading.load(options, yaml).ruleset().enabled("syscall").stream()
        .map(Rule::name)
        .toList();
  }

  @Test
  void outputsGetWhatTheConfigurationAdds() {
    LoadOptions options =
        LoadOptions.defaults()
            .withPlugins(Map.of("container", new Version(0, 7, 1)))
            .withAppendOutput(
                List.of(
                    AppendOutput.suggested(),
                    AppendOutput.extraFields(
                        List.of(
                            new ExtraField.Raw("evt.num"),
                            new ExtraField.Formatted("who", "%user.name!")))));
    Rule rule = Loading.load(options, GOOD).ruleset().rules().getFirst();
    assertThat(rule.outputText())
        .isEqualTo(
            "x container_id=%container.id container_name=%container.name"
                + " container_image_repository=%container.image.repository"
                + " container_image_tag=%container.image.tag k8s_pod_name=%k8s.pod.name"
                + " k8s_ns_name=%k8s.ns.name");
    assertThat(rule.extraFields()).containsOnlyKeys("evt.num", "who");
  }

  @Test
  void unknownSourcesAreSkipped() {
    LoadResult result =
        Loading.load(
            LoadOptions.defaults().withSources(Set.of("syscall")),
            GOOD.replace("desc: d", "desc: d\n  source: okta"));
    assertThat(result.successful()).isTrue();
    assertThat(result.ruleset().rules()).isEmpty();
    assertThat(result.warnings())
        .extracting(Diagnostic::code)
        .containsExactly(LoadCode.LOAD_UNKNOWN_SOURCE);
  }

  @Test
  void endlessMacrosAreRefused() {
    StringBuilder yaml = new StringBuilder("- {macro: m0, condition: evt.num = 1}\n");
    for (int i = 1; i < 5_000; i++) {
      yaml.append("- {macro: m" + i + ", condition: m" + (i - 1) + " or m" + (i - 1) + "}\n");
    }
    yaml.append(GOOD.replace("evt.type = open", "m4999"));
    assertThat(Loading.load(yaml.toString()).errors())
        .first()
        .extracting(Diagnostic::message)
        .asString()
        .contains("parts when its macros");
    assertThat(Loading.load("- {macro: a, condition: b}\n- {macro: b, condition: a}\n").errors())
        .extracting(Diagnostic::code)
        .containsOnly(LoadCode.LOAD_ERR_VALIDATE);
  }

  @Test
  void aliasesThatContainThemselvesAreRefused() {
    LoadResult result =
        Loading.load(
            GOOD
                + """
                  exceptions:
                    - name: e
                      fields: [proc.name]
                      values: &a [[*a]]
                """);
    assertThat(result.successful()).isFalse();
  }

  /** Loading again after an edit gives what loading afresh gives. */
  @Test
  void brokenFilesNeverThrow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RulesetLoader used = new RulesetLoader(LoadOptions.defaults());
    String[] pieces = {
      "\n",
      " ",
      "  ",
      "- ",
      ":",
      "\"",
      "'",
      "[",
      "]",
      "{",
      "}",
      ",",
      "(",
      ")",
      " and ",
      " not ",
      " in (l)",
      " regex ",
      "[a",
      "%",
      "&a ",
      "*a",
      "override: {condition: append}",
      "m",
      "é",
      "\0"
    };
    String base =
        "- list: l\n  items: [open, 'a b']\n- macro: m\n  condition: evt.type in (l)\n"
            + GOOD
            + "  exceptions:\n    - name: e\n      fields: [proc.name]\n      values: [[a], [l]]\n"
            + "- rule: good\n  condition: and m\n  override: {condition: append}\n";
    for (int i = 0; i < 1_500; i++) {
      StringBuilder yaml = new StringBuilder(base);
      for (int edits = random.nextInt(5); edits > 0; edits--) {
        int at = random.nextInt(yaml.length());
        if (random.nextBoolean()) {
          yaml.insert(at, pieces[random.nextInt(pieces.length)]);
        } else {
          yaml.delete(at, Math.min(yaml.length(), at + random.nextInt(12)));
        }
      }
      List<SourceFile> files = List.of(new SourceFile("a.yaml", yaml.toString()));
      List<String> again = texts(used.load(files));
      assertThat(texts(new RulesetLoader(LoadOptions.defaults()).load(files)))
          .as("seed %d:%n%s", seed, yaml)
          .isEqualTo(again);
    }
  }

  private static List<String> texts(LoadResult result) {
    List<String> texts = new ArrayList<>();
    result.diagnostics().forEach(diagnostic -> texts.add(diagnostic.toString()));
    result.ruleset().rules().forEach(rule -> texts.add(rule.toString()));
    return texts;
  }
}
