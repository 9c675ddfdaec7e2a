package dev.creance.workbench.window.service;

import dev.creance.corpus.evaluate.Selectivity;
import dev.creance.grammar.checked.Origin;
import dev.creance.workbench.window.shown.PartCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adds up what the corpora say of the parts of a condition. */
final class PartCounts {
  private PartCounts() {}

  /**
   * @param corpora the parts of the same condition on each corpus, in the same order
   */
  static List<PartCount> sum(List<List<Selectivity.Part>> corpora) {
    List<PartCount> counts = new ArrayList<>();
    if (corpora.isEmpty()) {
      return counts;
    }
    for (int i = 0; i < corpora.getFirst().size(); i++) {
      long alone = 0;
      long inPlace = 0;
      long reached = 0;
      for (List<Selectivity.Part> parts : corpora) {
        alone += parts.get(i).alone();
        inPlace += parts.get(i).inPlace();
        reached += parts.get(i).reached();
      }
      Selectivity.Part part = corpora.getFirst().get(i);
      Origin origin = part.condition().origin();
      String text = origin.file().text();
      int start = Math.min(origin.span().start(), text.length());
      int end = Math.clamp(origin.span().end(), start, text.length());
      counts.add(
          new PartCount(
              Path.of(origin.file().name()),
              start,
              end,
              origin.file().line(Math.max(start, end - 1)),
              part.depth(),
              text.substring(start, end).strip().replaceAll("\\s+", " "),
              alone,
              inPlace,
              reached));
    }
    return counts;
  }
}
