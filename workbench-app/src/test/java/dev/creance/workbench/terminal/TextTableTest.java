package dev.creance.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table =
      new TextTable(List.of(TextTable.left("rule"), TextTable.right("hits")));

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    table.row("Run shell untrusted", "7").row("ä", "12,345");
    assertThat(table.lines(Ink.NONE))
        .containsExactly(
            "rule                   hits", //
            "Run shell untrusted       7",
            "ä                    12,345");
  }

  @Test
  void stylesTakeNoRoom() {
    Ink ink = new Ink(true);
    table.row(ink.in(Style.RED, "red"), "1").row("plain", "2");
    assertThat(table.lines(Ink.NONE))
        .containsExactly("rule   hits", "\u001b[31mred\u001b[0m       1", "plain     2");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(() -> table.row("one")).isInstanceOf(IllegalArgumentException.class);
  }
}
