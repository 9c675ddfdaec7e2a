package dev.creance.benchmark;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.corpus.evaluate.Measurement;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Edits as an analyst makes them, one after the other on a warm session: the edited files are
 * loaded again and all rules counted again. Each edit is another one, so nothing that it brings was
 * evaluated before.
 */
final class EditBenchmark {
  private static final int EDITS = 200;
  private static final int WARM_UP = 40;
  private static final long ROW_SETS = 256L << 20;

  private final List<SourceFile> rules;
  private final RulesetLoader loader = new RulesetLoader(LoadOptions.defaults());
  private final Random random = new Random(1);

  /** What is edited. */
  private enum Kind {
    EXCEPTION,
    LIST,
    MACRO,
    NEGATION,
    CONTAINS
  }

  EditBenchmark(List<SourceFile> rules) {
    this.rules = rules;
  }

  void run(CorpusCopies copies) throws IOException, InterruptedException {
    Ruleset ruleset = loader.load(rules).ruleset();
    try (Corpus corpus = copies.open();
        MeasureSession session = new MeasureSession(corpus, ROW_SETS)) {
      copies.describe(corpus);
      long start = System.nanoTime();
      session.prepare();
      System.out.printf("columns read in %.0f ms%n", (System.nanoTime() - start) / 1e6);
      Measurement first = session.measure(ruleset);
      System.out.printf(
          "first measurement %.1f ms, %,d hits%n", first.elapsed().toNanos() / 1e6, first.hits());
      edit(session, ruleset);
      System.out.println(Figures.memory());
    }
    System.out.println(Figures.load());
  }

  private void edit(MeasureSession session, Ruleset ruleset)
      throws IOException, InterruptedException {
    double[] measured = new double[EDITS];
    double[] loaded = new double[EDITS];
    double[] both = new double[EDITS];
    Map<Kind, List<Double>> byKind = new EnumMap<>(Kind.class);
    for (int i = -WARM_UP; i < EDITS; i++) {
      Kind kind = Kind.values()[Math.floorMod(i, Kind.values().length)];
      List<SourceFile> edited = edited(kind, ruleset, i + WARM_UP);
      long start = System.nanoTime();
      Ruleset changed = loader.load(edited).ruleset();
      long loading = System.nanoTime() - start;
      Measurement measurement = session.measure(changed);
      if (i >= 0) {
        loaded[i] = loading / 1e6;
        measured[i] = measurement.elapsed().toNanos() / 1e6;
        both[i] = (System.nanoTime() - start) / 1e6;
        byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(measured[i]);
      }
    }
    System.out.printf("edit to counts of all rules: %s%n", Figures.distribution(measured));
    byKind.forEach((kind, millis) ->
        System.out.printf(
            "  %-9s %s%n",
            kind.name().toLowerCase(java.util.Locale.ROOT),
            Figures.distribution(millis.stream().mapToDouble(Double::doubleValue).toArray())));
    System.out.printf("loading the edited rules:    %s%n", Figures.distribution(loaded));
    System.out.printf("both together:               %s%n", Figures.distribution(both));
  }

  /** The rules with an edit that loads. */
  private List<SourceFile> edited(Kind kind, Ruleset ruleset, int number) {
    while (true) {
      List<SourceFile> edited = new ArrayList<>(rules);
      edited.add(new SourceFile("edit.yaml", text(kind, ruleset, number)));
      LoadResult result = new RulesetLoader(LoadOptions.defaults()).load(edited);
      if (result.successful()) {
        return edited;
      }
    }
  }

  private String text(Kind kind, Ruleset ruleset, int number) {
    List<Rule> enabled = ruleset.rules().stream().filter(Rule::enabled).toList();
    Rule rule = enabled.get(random.nextInt(enabled.size()));
    String head = "- rule: " + quoted(rule.name()) + "\n";
    return switch (kind) {
      case EXCEPTION ->
          head
              + """
                exceptions:
                  - name: edit%1$d
                    fields: [proc.name, proc.pname]
                    comps: [=, =]
                    values:
                      - [tool%1$d, runner]
                override:
                  exceptions: append
              """
                  .formatted(number);
      case LIST -> {
        List<Ruleset.NamedList> lists =
            ruleset.lists().stream().filter(list -> !list.items().isEmpty()).toList();
        yield """
        - list: %s
          items: [added%d]
          override:
            items: append
        """
            .formatted(lists.get(random.nextInt(lists.size())).name(), number);
      }
      case MACRO ->
          """
          - macro: %s
            condition: and not proc.name = macro%d
            override:
              condition: append
          """
              .formatted(
                  ruleset.macros().get(random.nextInt(ruleset.macros().size())).name(), number);
      case NEGATION ->
          head
              + "  condition: >\n    "
              + negated(rule.conditionText().strip().replaceAll("\\s+", " "), number)
              + "\n  override:\n    condition: replace\n";
      case CONTAINS ->
          head
              + "  condition: and not proc.cmdline contains edit"
              + number
              + "\n  override:\n    condition: append\n";
    };
  }

  /** A condition of which one part is negated, and told apart from other such edits. */
  private String negated(String condition, int number) {
    List<Integer> places = new ArrayList<>();
    for (int at = condition.indexOf(" and "); at >= 0; at = condition.indexOf(" and ", at + 1)) {
      places.add(at + 5);
    }
    String changed = condition;
    if (!places.isEmpty()) {
      int place = places.get(random.nextInt(places.size()));
      changed =
          condition.startsWith("not ", place)
              ? condition.substring(0, place) + condition.substring(place + 4)
              : condition.substring(0, place) + "not " + condition.substring(place);
    }
    return changed + " and proc.name != negated" + number;
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
