package dev.creance.tuning.recording;

import dev.creance.corpus.Label;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which labels of some names a hit belongs to: their names, each between line breaks. */
public final class LabelNames implements HitColumn {
  private static final char END = '\n';

  private final Recordings recordings;
  private final List<List<Label>> labels;

  public LabelNames(Recordings recordings, Set<String> names) {
    this.recordings = recordings;
    this.labels =
        recordings.all().stream()
            .map(one ->
                one.corpus().manifest().labels().stream()
                    .filter(label -> names.contains(label.name()))
                    .toList())
            .toList();
  }

  @Override
  public @Nullable String value(Rule rule, EventScope scope, int recording) {
    StringBuilder names = new StringBuilder();
    for (Label label : labels.get(recording)) {
      if (recordings.labels(recording).belongs(scope, label.host(), label)) {
        names.append(END).append(label.name()).append(END);
      }
    }
    return names.isEmpty() ? null : names.toString();
  }

  /** Whether a value of this column names a label. */
  public static boolean has(@Nullable String value, String label) {
    return value != null && value.contains(END + label + END);
  }
}
