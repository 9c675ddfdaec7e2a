package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Typing, deleting, splitting and joining lines, anywhere: as if all was coloured anew. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anEditIsColouredAsTheWholeTextWouldBe(long seed) {
    Random random = new Random(seed);
    StringBuilder text =
        new StringBuilder(
            "- rule: one\n  condition: >\n    evt.type = open\n    and x\n  output: a %proc.name\n"
                + "- list: l\n  items: [a, \"b\"]\n  condition: x and\n    y\n  tags: [z]\n");
    String[] pieces = {
      "x", " ", "\n", "\n    ", "condition: >\n", "# ", "\"", "and a.b", ":", "- "
    };
    Highlighter.Coloured before = Highlighter.of(text.toString(), Highlighter.Coloured.NOTHING);
    int quick = 0;
    for (int i = 0; i < 500; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + (random.nextInt(3) == 0 ? random.nextInt(9) : 0));
      String removed = text.substring(at, end);
      String inserted = random.nextInt(4) == 0 ? "" : pieces[random.nextInt(pieces.length)];
      int start = text.lastIndexOf("\n", at - 1) + 1;
      Highlighter.Edit edit =
          new Highlighter.Edit(ends(text.substring(0, at)), start, ends(removed), ends(inserted));
      text.replace(at, end, inserted);
      Highlighter.Coloured whole = Highlighter.of(text.toString(), Highlighter.Coloured.NOTHING);
      Optional<Highlighter.Recoloured> now = Highlighter.edited(before, text.toString(), edit);
      if (now.isPresent()) {
        quick++;
        Highlighter.Coloured coloured = now.get().coloured();
        assertThat(coloured.lines()).as("seed %d, edit %d", seed, i).isEqualTo(whole.lines());
        assertThat(coloured.lengths()).isEqualTo(whole.lengths());
        assertThat(coloured.states()).isEqualTo(whole.states());
      }
      before = whole;
    }
    assertThat(quick).isGreaterThan(400);
  }

  @Test
  void aKeyInALongFileLooksAtItsLineOnly() {
    String text = "- rule: one\n  condition: evt.type = open\n".repeat(2000);
    Highlighter.Coloured before = Highlighter.of(text, Highlighter.Coloured.NOTHING);
    int start = 2000 * 21;
    Highlighter.Edit edit = new Highlighter.Edit(ends(text.substring(0, start)), 0, 0, 0);
    start = text.lastIndexOf("\n", start) + 1;
    edit = new Highlighter.Edit(edit.line(), start, 0, 0);
    String now = text.substring(0, start) + text.substring(start).replaceFirst("e", "ex");
    Highlighter.Recoloured found = Highlighter.edited(before, now, edit).orElseThrow();
    assertThat(found.end()).isEqualTo(edit.line() + 1);
    assertThat(found.coloured().lines()).isEqualTo(lines(now));
  }

  private static int ends(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
