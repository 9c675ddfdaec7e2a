package dev.creance.workbench.window.model;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Changes that were made to several files, or from outside of the editor, in one step. */
public final class History {
  private static final int KEPT = 200;

  private final Deque<Step> done = new ArrayDeque<>();

  /**
   * A change in one step.
   *
   * @param label what it was, for a person
   * @param before the texts of the changed files before
   * @param after their texts after it
   */
  public record Step(String label, Map<Path, String> before, Map<Path, String> after) {
    public Step {
      before = new LinkedHashMap<>(before);
      after = new LinkedHashMap<>(after);
    }
  }

  void add(Step step) {
    done.addLast(step);
    if (done.size() > KEPT) {
      done.removeFirst();
    }
  }

  /** The last step, if the files that it changed are still as it left them. */
  Optional<Step> last(Map<Path, Document> documents) {
    return Optional.ofNullable(done.peekLast())
        .filter(step ->
            step.after.entrySet().stream()
                .allMatch(file -> {
                  Document document = documents.get(file.getKey());
                  return document != null && document.text().get().equals(file.getValue());
                }));
  }

  void forget(Step step) {
    done.remove(step);
  }
}
