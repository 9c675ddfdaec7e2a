package dev.creance.tuning.regression;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.evaluate.Measures;
import dev.creance.events.format.AlertFormatter;
import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.regression.TestFile.TestCase;
import dev.creance.tuning.regression.TestOutcome.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alerts as they were accepted once, one a line: {@code CORPUS EVENT ALERT}. */
final class Snapshots {
  private static final int SHOWN = 20;

  private final TestFile file;
  private final Recordings recordings;
  private final Map<String, Integer> recordingOf;
  private final boolean update;

  Snapshots(
      TestFile file, Recordings recordings, Map<String, Integer> recordingOf, boolean update) {
    this.file = file;
    this.recordings = recordings;
    this.recordingOf = recordingOf;
    this.update = update;
  }

  TestOutcome compare(
      TestCase test, Path snapshot, List<Rule> rules, HitTable hits, List<Integer> found)
      throws IOException, InterruptedException {
    List<String> now = lines(test, rules, hits, found);
    if (update) {
      Path folder = snapshot.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(snapshot, now, StandardCharsets.UTF_8);
      return outcome(test, Status.PASSED, now.size() + " alerts written", List.of());
    }
    if (!Files.exists(snapshot)) {
      return outcome(
          test,
          Status.FAILED,
          "no snapshot " + snapshot.getFileName() + "; write it with --update and look at it",
          List.of());
    }
    List<String> accepted = Files.readAllLines(snapshot, StandardCharsets.UTF_8);
    if (accepted.equals(now)) {
      return outcome(test, Status.PASSED, now.size() + " alerts as accepted", List.of());
    }
    List<String> difference = LineDiff.of(accepted, now);
    long gone = difference.stream().filter(line -> line.startsWith("-")).count();
    long more = difference.size() - gone;
    return outcome(
        test,
        Status.FAILED,
        gone + " accepted alerts are gone, " + more + " are new",
        difference.size() <= SHOWN ? difference : cut(difference));
  }

  private static List<String> cut(List<String> difference) {
    List<String> shown = new ArrayList<>(difference.subList(0, SHOWN));
    shown.add("and " + (difference.size() - SHOWN) + " more lines");
    return shown;
  }

  private List<String> lines(TestCase test, List<Rule> rules, HitTable hits, List<Integer> found)
      throws IOException, InterruptedException {
    Set<List<Object>> wanted = new HashSet<>();
    for (int hit : found) {
      wanted.add(
          List.of(hits.recording(hit), hits.rules().get(hits.rule(hit)).name(), hits.number(hit)));
    }
    List<String> lines = new ArrayList<>();
    AlertFormatter formatter = new AlertFormatter(AlertFormatter.Options.defaults("host"));
    Map<Rule, AlertTemplate> templates = new IdentityHashMap<>();
    boolean needsState = rules.stream().anyMatch(Measures::printedBy);
    for (String corpus : test.corpora()) {
      int recording = recordingOf.getOrDefault(corpus, 0);
      new HitRows(recordings.get(recording).session())
          .visit(
              rules,
              needsState,
              (rule, scope, segment) -> {
                long number = scope.event.number();
                if (wanted.contains(List.<Object>of(recording, rule.name(), number))) {
                  AlertTemplate template = templates.computeIfAbsent(rule, AlertTemplate::of);
                  String text = formatter.text(template, scope).toString();
                  lines.add(corpus + " " + number + " " + text.replace('\n', ' ').strip());
                }
                return true;
              });
    }
    return lines;
  }

  private TestOutcome outcome(TestCase test, Status status, String message, List<String> details) {
    return new TestOutcome(file, test, status, message, details);
  }
}
