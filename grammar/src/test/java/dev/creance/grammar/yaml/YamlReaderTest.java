package dev.creance.grammar.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.creance.grammar.source.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The YAML reader against what yaml-cpp (the version in Falco 0.44) makes of the same texts:
 * documents with the offset of every node, or the place and wording of the error.
 */
class YamlReaderTest {
  @Test
  void readsAsYamlCpp() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    try (InputStream in = YamlReaderTest.class.getResourceAsStream("yaml-cpp.jsonl");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JsonMapper.shared().readTree(line);
        String yaml = row.get("yaml").asString();
        softly.assertThat(outline(yaml)).as(yaml).isEqualTo(row.get("expect").asString());
      }
    }
    softly.assertAll();
  }

  /** {@code @offset "text"}, {@code @offset[…]}, {@code @offset{…}}, {@code ~}; or {@code E}. */
  private static String outline(String yaml) {
    List<YamlException> failures = new ArrayList<>();
    List<YamlNode> documents = YamlReader.read(yaml, failures);
    if (!failures.isEmpty()) {
      return "E " + failures.getFirst().offset() + " " + failures.getFirst().problem();
    }
    StringBuilder out = new StringBuilder();
    for (YamlNode document : documents) {
      outline(document, out, 0);
      out.append(';');
    }
    return out.toString();
  }

  private static void outline(YamlNode node, StringBuilder out, int depth) {
    if (depth > 60) {
      out.append("...");
      return;
    }
    switch (node) {
      case YamlNode.Null _ -> out.append('~');
      case YamlNode.Scalar scalar -> {
        out.append('@').append(scalar.span().start()).append(" \"");
        for (char c : RawBytes.encode(scalar.text()).toCharArray()) {
          boolean plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\';
          out.append(plain ? "" + c : String.format("\\x%02x", (int) c));
        }
        out.append('"');
      }
      case YamlNode.Sequence sequence -> {
        out.append('@').append(sequence.span().start()).append('[');
        for (YamlNode item : sequence.items()) {
          outline(item, out, depth + 1);
          out.append(',');
        }
        out.append(']');
      }
      case YamlNode.Mapping mapping -> {
        out.append('@').append(mapping.span().start()).append('{');
        for (YamlNode.Entry entry : mapping.entries()) {
          outline(entry.key(), out, depth + 1);
          out.append(':');
          outline(entry.value(), out, depth + 1);
          out.append(',');
        }
        out.append('}');
      }
    }
  }

  @Test
  void everyCharacterKnowsItsPlace() {
    String yaml =
        """
        - "a\\x42\\tc"
        - 'it''s'
        - plain  over
            lines # comment
        - >
          folded
          text

          more
        - |
          literal é
           kept
        """;
    List<YamlNode> documents = YamlReader.read(yaml, new ArrayList<>());
    for (YamlNode item : ((YamlNode.Sequence) documents.getFirst()).items()) {
      YamlNode.Scalar scalar = (YamlNode.Scalar) item;
      assertThat(scalar.map().length()).isEqualTo(scalar.text().length());
      for (int i = 0; i < scalar.text().length(); i++) {
        Span span = scalar.map().span(i, i + 1);
        String written = yaml.substring(span.start(), span.end());
        char c = scalar.text().charAt(i);
        if (c > ' ' && !written.startsWith("\\") && !written.equals("''")) {
          assertThat(written).isEqualTo("" + c);
        }
        if (c == 'B') {
          assertThat(written).isEqualTo("\\x42");
        }
      }
      assertThat(yaml.substring(scalar.span().start(), scalar.span().end()))
          .doesNotEndWith("\n")
          .doesNotContain("# comment");
    }
  }

  @Test
  void nothingMakesItHangOrFail() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "ab:-?,[]{}#&*!|>'\"%@` \t\n\r\\\0\u00e9\ud83d\udc80\u0004\ufeff01.";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder yaml = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        yaml.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      List<YamlException> failures = new ArrayList<>();
      String text = yaml.toString();
      assertThat(YamlReader.read(text, failures)).as("seed %d", seed).isNotNull();
      assertThat(failures)
          .as("seed %d: %s", seed, text)
          .allMatch(e -> e.offset() >= 0 && e.offset() <= text.length());
    }
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(outline("[".repeat(100_000))).startsWith("E ");
    assertThat(outline("- ".repeat(100_000) + "a")).startsWith("E ");
    assertThatCode(() -> outline("{a: ".repeat(10_000))).doesNotThrowAnyException();
  }

  @Test
  void bytesSurvive() {
    byte[] bytes = {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, (byte) 0xED, (byte) 0xA0, 'b'};
    String text = RawBytes.decode(bytes);
    assertThat(RawBytes.encode(text).getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(bytes);
    assertThat(RawBytes.decode("- é".getBytes(StandardCharsets.UTF_16))).isEqualTo("- é");
    assertThat(RawBytes.decode("- é".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("- é");
  }
}
