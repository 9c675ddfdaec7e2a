package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.checked.CheckedCondition;
import dev.creance.grammar.checked.CheckedCondition.Named;
import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every part of a linked condition knows where it was written. */
class OriginsTest {
  private static final String RULES =
      """
      - list: shells
        items: [bash, 'my shell']
      - list: tools
        items: [shells, nc]
      - macro: spawned
        condition: evt.type in (execve, execveat)
      - rule: r
        desc: d
        condition: >
          spawned
          and proc.name in (tools)
          and proc.pname = é
        output: x
        priority: INFO
        exceptions:
          - name: pairs
            fields: [proc.name, fd.name]
            comps: [=, startswith]
            values:
              - [cat, /etc]
              - [dog, /usr]
          - name: singles
            fields: user.name
            values: [root, shells]
      """;

  private static final String MORE =
      """
      - rule: r
        condition: or (evt.type = open and fd.num = 3)
        exceptions:
          - name: singles
            values: [admin]
        override: {condition: append, exceptions: append}
      """;

  private static Rule rule() {
    LoadResult result = Loading.load(RULES, MORE);
    assertThat(result.diagnostics()).isEmpty();
    return result.ruleset().rule("r").orElseThrow();
  }

  private static void walk(CheckedCondition condition, List<String> lines, String indent) {
    String text = text(condition.origin());
    switch (condition) {
      case CheckedCondition.And and -> {
        lines.add(indent + "and");
        and.parts().forEach(part -> walk(part, lines, indent + " "));
      }
      case CheckedCondition.Or or -> {
        lines.add(indent + "or");
        or.parts().forEach(part -> walk(part, lines, indent + " "));
      }
      case CheckedCondition.Not not -> {
        lines.add(indent + "not");
        walk(not.part(), lines, indent + " ");
      }
      case Named named -> {
        lines.add(
            indent
                + named.kind()
                + " "
                + named.name()
                + " @"
                + named.origin().file().name()
                + " "
                + text.lines().findFirst().orElse("").strip());
        walk(named.body(), lines, indent + " ");
      }
      case CheckedCondition.Test test ->
          lines.add(indent + test.origin().file().name() + ": " + text.strip());
    }
  }

  private static String text(Origin origin) {
    return origin.file().text().substring(origin.span().start(), origin.span().end());
  }

  @Test
  void everyPartHasItsPlace() {
    List<String> lines = new ArrayList<>();
    walk(rule().condition(), lines, "");
    assertThat(lines)
        .containsExactly(
            "and",
            " or",
            "  and",
            "   MACRO spawned @file0.yaml spawned",
            "    file0.yaml: evt.type in (execve, execveat)",
            "   file0.yaml: proc.name in (tools)",
            "   file0.yaml: proc.pname = é",
            "  and",
            "   file1.yaml: evt.type = open",
            "   file1.yaml: fd.num = 3",
            " not",
            "  EXCEPTION pairs @file0.yaml name: pairs",
            "   or",
            "    EXCEPTION_TUPLE 0 @file0.yaml [cat, /etc]",
            "     and",
            "      file0.yaml: cat",
            "      file0.yaml: /etc",
            "    EXCEPTION_TUPLE 1 @file0.yaml [dog, /usr]",
            "     and",
            "      file0.yaml: dog",
            "      file0.yaml: /usr",
            " not",
            "  EXCEPTION singles @file0.yaml name: singles",
            "   file0.yaml: root");
  }

  @Test
  void problemsPointIntoListsMacrosAndExceptions() {
    LoadResult result =
        Loading.load(
            """
            - list: ports
              items: [80, http_]
            - list: more_ports
              items: [ports, 1]
            - rule: r
              desc: d
              condition: fd.sport in (more_ports) and evt.type = opn
              output: x %proc.nam
              priority: INFO
              exceptions:
                - name: e
                  fields: [fd.num]
                  values: [[one]]
            """);
    assertThat(result.errors())
        .extracting(d -> text(new Origin(d.file(), d.span())))
        .containsExactly("%proc.nam", "http_", "opn", "one");
    assertThat(result.errors())
        .extracting(d -> d.fix().map(Diagnostic.Fix::replacement).orElse(""))
        .containsExactly("", "", "open", "");
  }
}
