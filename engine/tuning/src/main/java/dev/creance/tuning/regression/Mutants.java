package dev.creance.tuning.regression;

import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.syntax.Condition;
import dev.creance.grammar.syntax.ConditionPrinter;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.regression.TestFile.Expectation;
import dev.creance.tuning.regression.TestFile.Subject;
import dev.creance.tuning.regression.TestFile.TestCase;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.tuning.rules.SingleRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mutation testing of rules: each part of a tested rule's condition is left out and turned round,
 * and the tests have to notice. What they don't notice they don't test; a part that makes no
 * difference to any hit is not exercised by any recording.
 */
public final class Mutants {
  /** A mutant with more hits than that is not looked at hit by hit. */
  private static final long MANY = 50_000;

  private final TestFile file;
  private final RuleFiles rules;
  private final Recordings recordings;

  public Mutants(TestFile file, RuleFiles rules, Recordings recordings) {
    this.file = file;
    this.rules = rules;
    this.recordings = recordings;
  }

  /** What was done to a part. */
  public enum Change {
    DROPPED,
    NEGATED
  }

  /** What became of a mutant. */
  public enum Fate {
    /** A test fails: noticed. */
    NOTICED,
    /** Its hits differ and no test fails. */
    MISSED,
    /** Its hits are the rule's own: no recording exercises the part. */
    UNEXERCISED
  }

  /**
   * A changed rule.
   *
   * @param part the part's text
   * @param by the test that noticed; empty when none did
   */
  public record Mutant(
      String rule, String part, Change change, long hitsBefore, long hits, Fate fate, String by) {}

  private record Draft(Rule rule, String part, Change change, String condition) {}

  /** Makes and tests all mutants of the rules that have tests of their own. */
  public List<Mutant> run(Ruleset ruleset) throws IOException, InterruptedException {
    List<Draft> drafts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TestCase test : file.tests()) {
      if (test.subject() instanceof Subject.OneRule named && seen.add(named.name())) {
        ruleset.rule(named.name()).ifPresent(rule -> drafts.addAll(drafts(rule)));
      }
    }
    if (drafts.isEmpty()) {
      return List.of();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < drafts.size(); i++) {
      text.append(item(i, drafts.get(i)));
    }
    LoadResult loaded = rules.loadWith(new SourceFile("mutants.yaml", text.toString()));
    List<Mutant> mutants = new ArrayList<>();
    TestRunner runner = new TestRunner(file, loaded.ruleset(), recordings, false);
    Map<String, Long> before = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      Rule mutant = loaded.ruleset().rule(name(i)).orElse(null);
      if (mutant == null) {
        continue;
      }
      Long own = before.get(draft.rule.name());
      if (own == null) {
        own = hits(draft.rule);
        before.put(draft.rule.name(), own);
      }
      mutants.add(judge(draft, mutant, own, runner));
    }
    return mutants;
  }

  private static String name(int number) {
    return "mutant " + number;
  }

  private static String item(int number, Draft draft) {
    // A byte string: its bytes are the UTF-8 that the file holds.
    String condition =
        new String(draft.condition.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return "- rule: "
        + name(number)
        + "\n  desc: a mutant\n  condition: '"
        + condition.replace("'", "''")
        + "'\n  output: none\n  priority: DEBUG\n  enabled: true\n  source: "
        + draft.rule.source()
        + "\n";
  }

  private static List<Draft> drafts(Rule rule) {
    List<Draft> drafts = new ArrayList<>();
    parts(
        rule.syntax(),
        (part, without, negated) -> {
          String text = ConditionPrinter.print(part);
          if (without != null) {
            drafts.add(new Draft(rule, text, Change.DROPPED, ConditionPrinter.print(without)));
          }
          drafts.add(new Draft(rule, text, Change.NEGATED, ConditionPrinter.print(negated)));
        });
    return drafts;
  }

  /** Takes a part of a condition, and the whole condition without it and with it negated. */
  @FunctionalInterface
  interface PartVisitor {
    void part(Condition part, @Nullable Condition without, Condition negated);
  }

  private static void parts(Condition condition, PartVisitor visitor) {
    switch (condition) {
      case Condition.And and -> members(and.parts(), false, and, visitor);
      case Condition.Or or -> members(or.parts(), true, or, visitor);
      case Condition.Not not ->
          parts(
              not.part(),
              (part, without, negated) ->
                  visitor.part(
                      part,
                      without == null ? null : new Condition.Not(not.span(), without),
                      new Condition.Not(not.span(), negated)));
      case Condition.MacroName _, Condition.Check _, Condition.Broken _ -> {}
    }
  }

  private static void members(
      List<Condition> members, boolean any, Condition whole, PartVisitor visitor) {
    for (int i = 0; i < members.size(); i++) {
      int at = i;
      Condition member = members.get(i);
      List<Condition> others = new ArrayList<>(members);
      others.remove(at);
      Condition inner = member instanceof Condition.Not not ? not.part() : null;
      visitor.part(
          member,
          joined(others, any, whole),
          replaced(
              members,
              at,
              inner != null ? inner : new Condition.Not(member.span(), member),
              any,
              whole));
      parts(
          member,
          (part, without, negated) ->
              visitor.part(
                  part,
                  without == null ? null : replaced(members, at, without, any, whole),
                  replaced(members, at, negated, any, whole)));
    }
  }

  private static Condition replaced(
      List<Condition> members, int at, Condition by, boolean any, Condition whole) {
    List<Condition> changed = new ArrayList<>(members);
    changed.set(at, by);
    return joined(changed, any, whole);
  }

  private static Condition joined(List<Condition> members, boolean any, Condition whole) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    return any ? new Condition.Or(whole.span(), members) : new Condition.And(whole.span(), members);
  }

  private long hits(Rule rule) throws IOException, InterruptedException {
    long hits = 0;
    for (Recording recording : recordings.all()) {
      hits += recording.session().measure(SingleRule.of(rule)).hits();
    }
    return hits;
  }

  private Mutant judge(Draft draft, Rule mutant, long before, TestRunner runner)
      throws IOException, InterruptedException {
    long hits = hits(mutant);
    String by = "";
    boolean same = false;
    if (hits > MANY) {
      by = noticedByCount(draft.rule.name(), hits);
    } else {
      HitTable table = runner.collect(List.of(mutant));
      by = noticed(draft.rule.name(), table, runner);
      same = hits == before && by.isEmpty() && sameEvents(draft.rule, table, runner);
    }
    Fate fate = !by.isEmpty() ? Fate.NOTICED : same ? Fate.UNEXERCISED : Fate.MISSED;
    return new Mutant(draft.rule.name(), draft.part, draft.change, before, hits, fate, by);
  }

  private boolean sameEvents(Rule rule, HitTable mutant, TestRunner runner)
      throws IOException, InterruptedException {
    HitTable own = runner.collect(List.of(rule));
    if (own.size() != mutant.size()) {
      return false;
    }
    for (int hit = 0; hit < own.size(); hit++) {
      if (own.recording(hit) != mutant.recording(hit) || own.number(hit) != mutant.number(hit)) {
        return false;
      }
    }
    return true;
  }

  private List<TestCase> testsOf(String rule) {
    return file.tests().stream()
        .filter(
            test -> test.subject() instanceof Subject.OneRule named && named.name().equals(rule))
        .toList();
  }

  /** The test that fails for the hits of a mutant; empty when none does. */
  private String noticed(String rule, HitTable hits, TestRunner runner) {
    for (TestCase test : testsOf(rule)) {
      long count = 0;
      for (int hit = 0; hit < hits.size(); hit++) {
        count += runner.counts(test, hits, hit) ? 1 : 0;
      }
      if (fails(test, count)) {
        return test.name();
      }
    }
    return "";
  }

  /** Likewise, where there are too many hits to look at: by the tests of all hits alone. */
  private String noticedByCount(String rule, long hits) {
    for (TestCase test : testsOf(rule)) {
      boolean all =
          test.label().isEmpty()
              && !test.normal()
              && test.corpora().size() == file.corpora().size();
      if (all && !(test.expectation() instanceof Expectation.Budget) && fails(test, hits)) {
        return test.name();
      }
    }
    return "";
  }

  private boolean fails(TestCase test, long count) {
    return switch (test.expectation()) {
      case Expectation.Count expected -> count < expected.least() || count > expected.most();
      case Expectation.Budget budget ->
          recordings.normalDays() > 0 && count / recordings.normalDays() > budget.perNodeDay();
      // Whether texts are the accepted ones is not asked: a rule's condition changes which alerts
      // there are, and the file has as many lines as there are to be.
      case Expectation.Snapshot snapshot -> count != lines(snapshot);
    };
  }

  private static long lines(Expectation.Snapshot snapshot) {
    try (var lines = Files.lines(snapshot.file(), StandardCharsets.UTF_8)) {
      return lines.count();
    } catch (IOException e) {
      return -1;
    }
  }
}
