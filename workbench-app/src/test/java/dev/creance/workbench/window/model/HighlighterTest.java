package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlighterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - rule: Read it        | key:rule: name:Read it
          '  enabled: true'      | key:enabled: number:true
          '# note'               | comment:# note
          '  priority: NOTICE # why' | key:priority: value:NOTICE  comment:# why
          '  condition: proc.name = "a b" and not open_read' | key:condition: field:proc.name operator:= string:"a b" logic:and logic:not word:open_read
          '  output: it is %proc.name' | key:output: string:it is  field:%proc.name
          """)
  void oneLine(String line, String runs) {
    assertThat(shown(line, lines(line).getFirst())).isEqualTo(runs);
  }

  @Test
  void aBlockBelongsToItsKeyUntilSomethingStandsFurtherLeft() {
    String text = "- macro: m\n  condition: >\n    evt.type in (open)\n\n    or x\n  other: 1";
    List<List<Highlighter.Run>> lines = lines(text);
    assertThat(lines).hasSize(6);
    assertThat(shown("    evt.type in (open)", lines.get(2)))
        .isEqualTo("field:evt.type operator:in word:open");
    assertThat(shown("    or x", lines.get(4))).isEqualTo("logic:or word:x");
    assertThat(shown("  other: 1", lines.get(5))).isEqualTo("key:other: number:1");
  }

  @Test
  void runsNeverOverlapWhateverTheText() {
    String text =
        "a: \"x\n- rule: '\ncondition: > #\n  \"\"\" %a.b[ and\n\t- ]\r\n output: %%a.b%c.d";
    for (List<Highlighter.Run> line : lines(text)) {
      int at = 0;
      for (Highlighter.Run run : line) {
        assertThat(run.start()).isGreaterThanOrEqualTo(at);
        assertThat(run.end()).isGreaterThan(run.start());
        at = run.end();
      }
    }
  }

  private static String shown(String line, List<Highlighter.Run> runs) {
    return runs.stream()
        .map(run -> run.style() + ":" + line.substring(run.start(), run.end()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void whatStaysIsGivenAsTheSameLists() {
    String text = "- rule: one\n  condition: evt.type = open\n  priority: INFO\n";
    Highlighter.Coloured before = Highlighter.of(text, Highlighter.Coloured.NOTHING);
    assertThat(before.lengths()).containsExactly(11, 28, 16, 0);
    Highlighter.Coloured now = Highlighter.of(text.replace("open", "close or x"), before);
    assertThat(now.lines()).isEqualTo(lines(text.replace("open", "close or x")));
    assertThat(now.lines().get(0)).isSameAs(before.lines().get(0));
    assertThat(now.lines().get(1)).isNotEqualTo(before.lines().get(1));
    assertThat(now.lines().get(2)).isSameAs(before.lines().get(2));
  }

  private static List<List<Highlighter.Run>> lines(String text) {
    return Highlighter.of(text, Highlighter.Coloured.NOTHING).lines();
  }
}
