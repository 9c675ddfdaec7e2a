package dev.creance.grammar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.RawBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damaged rule files of every kind: they load or are refused with diagnostics that point into them,
 * and nothing else, each in a moment.
 *
 * <p>{@code -Dcreance.fuzz=100000} sets the number of inputs, {@code -Dcreance.fuzz.seed} the seed.
 */
class RuleFileFuzzTest {
  private static final int INPUTS = Integer.getInteger("creance.fuzz", 1_000);
  private static final long SEED =
      Long.getLong("creance.fuzz.seed", System.nanoTime() ^ 0x5DEECE66DL);
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final int LONGEST = 60_000;

  /** All that rule files can hold. */
  private static final String EVERYTHING =
      """
      # A comment with ä and 😀
      - required_engine_version: 0.31.0
      - required_plugin_versions:
          - {name: container, version: 0.4.0, alternatives: [{name: other, version: 1.0.0}]}
      - list: shells
        items: [bash, 'my shell', "zsh", 0x10]
      - list: more
        items: [shells, nc]
        override: {items: replace}
      - macro: spawned
        condition: (evt.type in (execve, execveat) and evt.dir = ">")
      - macro: never_true
        condition: (evt.num=0)
      - rule: Run shell
        desc: >
          folded
          text
        condition: >
          spawned and proc.name in (more) and not proc.aname[2] startswith "/usr"
          and (fd.snet in ("10.0.0.0/8") or fd.sport in (80, 443) or proc.args contains -i)
          and proc.name glob 'a*' and proc.cmdline regex '^(a|b)+[.][^c-e]{1,3}$'
          and tolower(proc.pname) = val(proc.name) and evt.buffer bcontains cafe
        output: "a shell (user=%user.name pid=%proc.pid %30proc.name %proc.aname[3])"
        priority: WARNING
        tags: [shell, T1059]
        enabled: true
        source: syscall
        exceptions:
          - name: pairs
            fields: [proc.name, fd.name]
            comps: [=, startswith]
            values:
              - [cat, /etc]
              - [dog, "/usr"]
          - name: singles
            fields: user.name
            comps: in
            values: [root, admin]
      - rule: Run shell
        condition: and not never_true
        exceptions: [{name: singles, values: [{a: b}]}]
        override: {condition: append, exceptions: append}
      ---
      - rule: second
        desc: &anchor one
        condition: evt.type = open
        output: *anchor
        priority: debug
        append: false
      """;

  /** What decides much where it stands. */
  private static final List<String> TOKENS =
      List.of(
          "\n",
          "\r\n",
          "- ",
          ": ",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          "|\n",
          ">\n",
          "&a ",
          "*a",
          "!!x ",
          "---\n",
          "...\n",
          "#",
          "%",
          "\t",
          "\\",
          "\0",
          "\ud83d\ude00",
          "(",
          ")",
          " and ",
          " or ",
          "not ",
          " in (",
          " exists",
          " = ",
          "proc.name",
          "evt.type",
          "val(",
          "tolower(",
          "<NA>",
          "~",
          "null",
          "true",
          "1e999",
          "0x",
          "condition: ",
          "- rule: ",
          "- macro: m\n",
          "override: ",
          "exceptions: ",
          "items: ",
          "append: true\n",
          "?",
          "<<: ",
          "%YAML 1.2\n",
          "\ufeff",
          "regex ",
          "(a*)*",
          "[[:alpha:]",
          "{1000}");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long loaded;
  private long refused;
  private long slowest;

  @Test
  void loadsOrTellsWhatIsWrong() throws IOException {
    System.out.printf("fuzz: %d rule files, -Dcreance.fuzz.seed=%d%n", INPUTS, SEED);
    List<byte[]> samples = samples();
    for (int i = 0; i < INPUTS; i++) {
      load(input(samples), i);
    }
    System.out.printf(
        "fuzz: %d files loaded, %d refused, the slowest took %d ms%n",
        loaded, refused, slowest / 1_000_000);
    assertThat(loaded).isPositive();
    assertThat(refused).isPositive();
  }

  private void load(byte[] bytes, int number) throws IOException {
    long start = System.nanoTime();
    try {
      SourceFile file = new SourceFile("fuzz.yaml", RawBytes.decode(bytes));
      LoadResult result = new RulesetLoader(LoadOptions.defaults()).load(List.of(file));
      assertThat(result.successful()).isEqualTo(result.errors().isEmpty());
      for (Diagnostic diagnostic : result.diagnostics()) {
        assertThat(diagnostic.message()).isNotBlank();
        assertThat(diagnostic.span().start()).isBetween(0, file.text().length());
        assertThat(diagnostic.span().end())
            .isBetween(diagnostic.span().start(), file.text().length());
      }
      loaded += result.successful() ? 1 : 0;
      refused += result.successful() ? 0 : 1;
      slowest = Math.max(slowest, System.nanoTime() - start);
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
    } catch (RuntimeException | Error e) {
      Path kept = Files.createTempFile("fuzz-", ".yaml");
      Files.write(kept, bytes);
      throw new AssertionError("seed " + SEED + ", input " + number + ", kept in " + kept, e);
    }
  }

  private byte[] input(List<byte[]> samples) {
    byte[] sample = samples.get(random.nextInt(samples.size()));
    byte[] bytes = sample;
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = damaged(bytes, samples);
      bytes = bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
    }
    return bytes;
  }

  private byte[] damaged(byte[] sample, List<byte[]> samples) {
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(sample, random.nextInt(sample.length + 1));
      case 1 -> flipped(sample);
      case 2 -> randomBytes();
      case 3 -> spliced(sample, samples.get(random.nextInt(samples.size())));
      case 4 -> lines(sample);
      case 5 -> nested(sample);
      case 6 -> withoutRange(sample);
      default -> withToken(sample);
    };
  }

  private byte[] flipped(byte[] sample) {
    byte[] bytes = sample.clone();
    for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[random.nextInt(600)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (' ' + (bytes[i] & 0xFF) % 95);
      }
    }
    return bytes;
  }

  private byte[] spliced(byte[] one, byte[] other) {
    int head = random.nextInt(one.length + 1);
    int tail = random.nextInt(other.length + 1);
    byte[] bytes = Arrays.copyOf(one, head + other.length - tail);
    System.arraycopy(other, tail, bytes, head, other.length - tail);
    return bytes;
  }

  private byte[] withoutRange(byte[] sample) {
    int from = random.nextInt(sample.length + 1);
    int to = Math.min(sample.length, from + random.nextInt(60));
    return replaced(sample, from, to, new byte[0]);
  }

  private byte[] withToken(byte[] sample) {
    int at = random.nextInt(sample.length + 1);
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    int end = random.nextBoolean() ? at : Math.min(sample.length, at + token.length());
    return replaced(sample, at, end, token.getBytes(StandardCharsets.UTF_8));
  }

  /** One token many times over. */
  private byte[] nested(byte[] sample) {
    int at = random.nextInt(sample.length + 1);
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    int times = 1 + random.nextInt(random.nextInt(5) == 0 ? 3_000 : 40);
    return replaced(sample, at, at, token.repeat(times).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] replaced(byte[] sample, int from, int to, byte[] by) {
    byte[] bytes = new byte[from + by.length + sample.length - to];
    System.arraycopy(sample, 0, bytes, 0, from);
    System.arraycopy(by, 0, bytes, from, by.length);
    System.arraycopy(sample, to, bytes, from + by.length, sample.length - to);
    return bytes;
  }

  /** Lines in another order, twice, away, or further in. */
  private byte[] lines(byte[] sample) {
    List<String> lines =
        new ArrayList<>(List.of(new String(sample, StandardCharsets.ISO_8859_1).split("\n", -1)));
    int at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.add(random.nextInt(lines.size() + 1), lines.get(at));
      case 1 -> lines.remove(at);
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      default -> lines.set(at, " ".repeat(1 + random.nextInt(4)) + lines.get(at));
    }
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The made one, alone and in parts. */
  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    samples.add(EVERYTHING.getBytes(StandardCharsets.UTF_8));
    for (String item : EVERYTHING.split("(?m)^(?=- )")) {
      samples.add(item.getBytes(StandardCharsets.UTF_8));
    }
    return samples;
  }

  @Test
  void theSampleItselfLoads() {
    LoadResult result = Loading.load(EVERYTHING.replace("values: [{a: b}]", "values: [guest]"));
    assertThat(result.errors()).isEmpty();
  }
}
