package dev.creance.tuning.regression;

import dev.creance.tuning.regression.TestFile.Expectation;
import dev.creance.tuning.regression.TestFile.Subject;
import dev.creance.tuning.regression.TestFile.TestCase;
import dev.creance.tuning.regression.YamlMap.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads test files. Their form is published as a JSON schema ({@code creance test --schema}):
 *
 * <pre>{@code
 * rules: [../rules, ../local.yaml]
 * corpora:
 *   web: ../corpora/web
 *   attack: ../corpora/attack
 * tests:
 *   - rule: Run shell untrusted
 *     corpus: attack
 *     label: web_shell
 *     at_least: 1
 *   - rule: Run shell untrusted
 *     on: normal
 *     never: true
 *   - tag: filesystem
 *     noise_at_most: 5
 *   - rule: Run shell untrusted
 *     corpus: attack
 *     snapshot: web-shell.alerts
 * }</pre>
 */
public final class TestFileReader {
  private static final Set<String> FILE_KEYS = Set.of("rules", "corpora", "tests");
  private static final Set<String> TEST_KEYS =
      Set.of(
          "name",
          "rule",
          "tag",
          "all",
          "corpus",
          "label",
          "on",
          "exactly",
          "at_least",
          "at_most",
          "never",
          "noise_at_most",
          "snapshot");

  private final Path path;
  private final Path folder;

  private TestFileReader(Path path) {
    this.path = path;
    Path parent = path.toAbsolutePath().getParent();
    this.folder = parent == null ? path.toAbsolutePath() : parent;
  }

  /**
   * Reads a file.
   *
   * @throws TestFileException when it is none, with line and reason
   */
  public static TestFile read(Path path) throws IOException {
    return new TestFileReader(path).read();
  }

  private TestFile read() throws IOException {
    YamlMap file =
        YamlMap.read(path.toString(), Files.readString(path, StandardCharsets.UTF_8), FILE_KEYS);
    List<Path> rules = new ArrayList<>();
    for (String rule : file.required("rules").texts()) {
      rules.add(folder.resolve(rule).normalize());
    }
    Map<String, Path> corpora = new LinkedHashMap<>();
    for (Entry corpus : file.required("corpora").map().entries()) {
      corpora.put(corpus.key(), folder.resolve(corpus.text()).normalize());
    }
    List<TestCase> tests = new ArrayList<>();
    for (YamlMap test : file.required("tests").maps(TEST_KEYS)) {
      tests.add(test(test, corpora));
    }
    return new TestFile(path, rules, corpora, tests);
  }

  private TestCase test(YamlMap test, Map<String, Path> corpora) throws TestFileException {
    Subject subject = subject(test);
    Optional<String> label = text(test, "label");
    boolean normal = false;
    Optional<Entry> on = test.optional("on");
    if (on.isPresent()) {
      if (!on.get().text().equals("normal")) {
        throw on.get().problem("expected 'normal'");
      }
      normal = true;
    }
    Expectation expectation = expectation(test);
    List<String> names = new ArrayList<>(corpora.keySet());
    Optional<Entry> chosen = test.optional("corpus");
    if (chosen.isPresent()) {
      names = chosen.get().texts();
      for (String name : names) {
        if (!corpora.containsKey(name)) {
          throw chosen.get().problem("no corpus is called '" + name + "' in this file");
        }
      }
    }
    Optional<String> name = text(test, "name");
    return new TestCase(
        name.orElseGet(() -> name(subject, expectation)),
        test.line(),
        subject,
        names,
        label,
        normal,
        expectation);
  }

  private static Optional<String> text(YamlMap test, String key) throws TestFileException {
    Optional<Entry> entry = test.optional(key);
    return entry.isPresent() ? Optional.of(entry.get().text()) : Optional.empty();
  }

  private static Subject subject(YamlMap test) throws TestFileException {
    Optional<String> rule = text(test, "rule");
    Optional<String> tag = text(test, "tag");
    boolean all = test.optional("all").isPresent() && test.required("all").isTrue();
    if ((rule.isPresent() ? 1 : 0) + (tag.isPresent() ? 1 : 0) + (all ? 1 : 0) != 1) {
      throw test.problem("a test needs one of 'rule: NAME', 'tag: TAG' and 'all: true'");
    }
    return rule.isPresent()
        ? new Subject.OneRule(rule.get())
        : tag.isPresent() ? new Subject.Tagged(tag.get()) : new Subject.All();
  }

  private Expectation expectation(YamlMap test) throws TestFileException {
    Optional<Entry> budget = test.optional("noise_at_most");
    Optional<Entry> snapshot = test.optional("snapshot");
    boolean never = test.optional("never").isPresent() && test.required("never").isTrue();
    Optional<Entry> exactly = test.optional("exactly");
    Optional<Entry> least = test.optional("at_least");
    Optional<Entry> most = test.optional("at_most");
    boolean bounds = least.isPresent() || most.isPresent();
    int kinds =
        (budget.isPresent() ? 1 : 0)
            + (snapshot.isPresent() ? 1 : 0)
            + (never ? 1 : 0)
            + (exactly.isPresent() ? 1 : 0)
            + (bounds ? 1 : 0);
    if (kinds != 1) {
      throw test.problem(
          "a test needs one of 'exactly: N', 'at_least: N' and/or 'at_most: N', 'never: true',"
              + " 'noise_at_most: HITS_PER_NODE_DAY' and 'snapshot: FILE'");
    }
    if (budget.isPresent()) {
      return new Expectation.Budget(budget.get().number());
    }
    if (snapshot.isPresent()) {
      return new Expectation.Snapshot(folder.resolve(snapshot.get().text()).normalize());
    }
    if (never) {
      return new Expectation.Count(0, 0);
    }
    if (exactly.isPresent()) {
      return new Expectation.Count(exactly.get().count(), exactly.get().count());
    }
    long from = least.isPresent() ? least.get().count() : 0;
    long to = most.isPresent() ? most.get().count() : Long.MAX_VALUE;
    if (from > to) {
      throw test.problem("at least " + from + " and at most " + to + " cannot be");
    }
    return new Expectation.Count(from, to);
  }

  private static String name(Subject subject, Expectation expectation) {
    String who =
        switch (subject) {
          case Subject.OneRule rule -> rule.name();
          case Subject.Tagged tagged -> "rules tagged " + tagged.tag();
          case Subject.All _ -> "all rules";
        };
    return switch (expectation) {
      case Expectation.Count count -> who + ": " + count.text();
      case Expectation.Budget budget -> who + ": noise at most " + budget.perNodeDay();
      case Expectation.Snapshot snapshot -> who + ": as in " + snapshot.file().getFileName();
    };
  }
}
