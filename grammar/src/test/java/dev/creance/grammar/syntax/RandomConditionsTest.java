package dev.creance.grammar.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.source.Span;
import dev.creance.grammar.syntax.PlainReader.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Random texts, right and wrong: our parser against a plain one, and against itself. */
class RandomConditionsTest {
  private static final List<String> SEEDS =
      List.of(
          "evt.type in (open,openat) and evt.is_open_write=true and fd.typechar='f' and fd.num>=0",
          "spawned_process and proc.name in (shell_binaries) and not (proc.pname = cron or a.b exists)",
          "(proc.args contains \"-e \" or proc.args glob '*\\t*') and not container",
          "join(\"/\", (fd.name, tolower(proc.aname[2]))) = val(fd.name) or len(proc.args) > 0x1F");

  /** {@code -Dcreance.texts} for a longer run. */
  private static final int TEXTS = Integer.getInteger("creance.texts", 4_000);

  private final long seed = new Random().nextLong();
  private final ConditionTexts texts = new ConditionTexts(seed, SEEDS);

  @Test
  void verdictMessagePlaceAndTreeAreThoseOfThePlainReader() {
    for (int i = 0; i < TEXTS; i++) {
      String text = texts.next();
      int limit = texts.below(3) == 0 ? 1 + texts.below(40) : 100;
      Parsed parsed = ConditionParser.parse(text, limit);
      Outcome ours =
          parsed.ok()
              ? new Outcome(true, parsed.end(), ConditionPrinter.canonical(parsed.tree()))
              : new Outcome(false, parsed.end(), parsed.errors().getFirst().message());
      assertThat(ours)
          .as("seed %d, text %d, limit %d: <<%s>>", seed, i, limit, text)
          .isEqualTo(PlainReader.read(text, limit));
    }
  }

  @Test
  void whatIsPrintedReadsBackAsTheSameTree() {
    for (int i = 0; i < TEXTS; i++) {
      Parsed parsed = ConditionParser.parse(texts.next(), ConditionParser.RULE_DEPTH);
      if (parsed.ok()) {
        String printed = ConditionPrinter.print(parsed.tree());
        Parsed again = ConditionParser.parse(printed, ConditionParser.RULE_DEPTH);
        assertThat(again.errors()).as("seed %d, text %d: %s", seed, i, printed).isEmpty();
        assertThat(Spanless.of(again.tree()))
            .as("seed %d, text %d: %s", seed, i, printed)
            .isEqualTo(Spanless.of(parsed.tree()));
      }
    }
  }

  @Test
  void spansNestAndErrorsAreInOrder() {
    for (int i = 0; i < TEXTS; i++) {
      String text = texts.next();
      Parsed parsed = ConditionParser.parse(text);
      Spans.check("seed " + seed + ", text " + i + ": " + text, text, parsed);
    }
  }

  @RepeatedTest(3)
  void longRubbishNeitherThrowsNorHangs() {
    StringBuilder rubbish = new StringBuilder();
    while (rubbish.length() < 200_000) {
      rubbish.append(texts.mutated(texts.right()));
    }
    String text = rubbish.toString();
    Parsed parsed = ConditionParser.parse(text, ConditionParser.RULE_DEPTH);
    Spans.check("seed " + seed, text, parsed);
    assertThat(parsed.tree().span()).isNotEqualTo(Span.NONE);
  }
}
