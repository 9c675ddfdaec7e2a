package dev.creance.grammar.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text that is read again after edits: always as if it were read for the first time.
 *
 * <p>{@code -Dcreance.fuzz=100000} sets the number of edits, {@code -Dcreance.fuzz.seed} the seed.
 */
class YamlRereaderTest {
  private static final int EDITS = Integer.getInteger("creance.fuzz", 3_000);
  private static final long SEED =
      Long.getLong("creance.fuzz.seed", System.nanoTime() ^ 0x5DEECE66DL);

  private static final String RULES =
      """
      # What is before the first item
        # is no item

      - required_engine_version: 0.31.0
      - list: shells
        items: [bash, 'my - shell', "zsh",
          0x10]
      # between
      - macro: spawned
        condition: (evt.type in (execve, execveat) and evt.dir = ">")
      -
        list: late
        items: []
      - rule: Run shell
        desc: |+
          kept

        condition: >
          spawned and proc.name in (shells)

          and not proc.aname[2] startswith "/usr"
        output: "a shell \\x41\\
          on (user=%user.name)"
        priority: WARNING
        exceptions:
        - name: pairs
          values:
            - [cat, /etc]
            - ~
          nothing:
      - rule: ä😀
        enabled:
        ? odd
        tags: {a, b: c}
      - plain
        text
      - !tag
      -\s
      - last: >-
          folded
          text\
      """;

  /** What decides much, wherever it is put. */
  private static final List<String> TOKENS =
      List.of(
          "\n",
          "\n- ",
          "- ",
          "\n  ",
          " ",
          "'",
          "\"",
          "[",
          "]",
          "{",
          "}",
          ": ",
          "#",
          " #",
          "&a ",
          "*a",
          "!t ",
          "|",
          ">",
          "\n---\n",
          "\n...\n",
          "%",
          "\r\n",
          "\r",
          "\t",
          "?",
          "? ",
          "a",
          ",",
          "\0",
          "\u0004",
          "\uFEFF",
          "~",
          "\n-\n",
          "\n- rule: x\n  output: y\n",
          "\n# c\n",
          "\\",
          "-");

  @Test
  void anyEditReadsAsTheWholeText() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    String stock = Files.readString(Path.of("../corpora/rules/falco_rules.yaml"));
    for (String begin : List.of(RULES, "", stock.substring(0, 20_000))) {
      YamlRereader rereader = new YamlRereader();
      String text = begin;
      for (int i = 0; i < EDITS; i++) {
        String before = text;
        text = random.nextInt(40) == 0 ? begin : edited(text, random);
        assertThat(shown(text, rereader))
            .as("seed %d, edit %d of <%s>, now <%s>", SEED, i, before, text)
            .isEqualTo(shown(text, new WholeReader()));
      }
    }
  }

  private static String edited(String text, SplittableRandom random) {
    int from = random.nextInt(text.length() + 1);
    int to = random.nextInt(3) > 0 ? from : Math.min(text.length(), from + random.nextInt(30));
    String put =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> {
            int copied = random.nextInt(text.length() + 1);
            yield text.substring(copied, Math.min(text.length(), copied + random.nextInt(60)));
          }
          default -> TOKENS.get(random.nextInt(TOKENS.size()));
        };
    return text.substring(0, from) + put + text.substring(to);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a: 'open\n- b: c'\n",
        "- a: &x 1\n- b: *x\n",
        "- a\nb: c\n- d\n",
        "- [a,\n- b]\n",
        "- a\n---\n- b\n",
        "- a\n...\n- b\n",
        "%YAML 1.2\n---\n- a\n",
        "- a\r\n- b\r\n",
        "a\n- b\n",
        "- |\n a\n- b\n",
        "- a: |2+\n\n- b\n",
        "- a:\n- b:\n",
        "- ? a\n- b\n",
        "# a\n\t\n- b\n",
        "- - a\n- - b\n",
        "- \n- \n",
      })
  void whatDecidesBeyondItsItemIsReadWhole(String text) {
    YamlRereader rereader = new YamlRereader();
    for (int i = 0; i < text.length(); i++) {
      for (String one : List.of(text, text.substring(0, i) + text.substring(i + 1))) {
        assertThat(shown(one, rereader)).as(one).isEqualTo(shown(one, new WholeReader()));
      }
    }
  }

  @Test
  void itemsThatAnEditLeavesAloneAreTheSame() {
    YamlRereader rereader = new YamlRereader();
    List<YamlNode> before = items(rereader.read("- a: b\n- c: d\n- e: f\n", new ArrayList<>()));
    List<YamlNode> now = items(rereader.read("- a: b\n- c: dd\n- e: f\n", new ArrayList<>()));
    assertThat(now.getFirst()).isSameAs(before.getFirst());
    assertThat(now.get(2).span()).isEqualTo(before.get(2).span().shift(1));
  }

  private static List<YamlNode> items(List<YamlNode> documents) {
    return ((YamlNode.Sequence) documents.getFirst()).items();
  }

  /** As if there were nothing to remember. */
  private static final class WholeReader {
    List<YamlNode> read(String text, List<YamlException> failures) {
      return YamlReader.read(text, failures);
    }
  }

  private static String shown(String text, YamlRereader rereader) {
    List<YamlException> failures = new ArrayList<>();
    return shown(rereader.read(text, failures), failures);
  }

  private static String shown(String text, WholeReader reader) {
    List<YamlException> failures = new ArrayList<>();
    return shown(reader.read(text, failures), failures);
  }

  private static String shown(List<YamlNode> documents, List<YamlException> failures) {
    StringBuilder out = new StringBuilder();
    documents.forEach(document -> show(document, 0, out));
    failures.forEach(e -> out.append(e.offset()).append(' ').append(e.problem()));
    return out.toString();
  }

  private static void show(YamlNode node, int depth, StringBuilder out) {
    out.append('\n').append(" ".repeat(Math.min(depth, 40))).append(node.span());
    if (depth > 60) {
      return;
    }
    switch (node) {
      case YamlNode.Null _ -> out.append(" null");
      case YamlNode.Scalar scalar -> {
        out.append(scalar.style()).append(scalar.text());
        for (int i = 0; i <= scalar.text().length(); i++) {
          out.append(' ').append(scalar.map().start(i)).append('-').append(scalar.map().end(i));
        }
      }
      case YamlNode.Sequence sequence -> {
        out.append(sequence.flow() ? " []" : " -");
        sequence.items().forEach(item -> show(item, depth + 1, out));
      }
      case YamlNode.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                show(entry.key(), depth + 1, out);
                show(entry.value(), depth + 1, out);
              });
    }
  }
}
