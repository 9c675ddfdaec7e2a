package dev.creance.release.approval;

import dev.creance.release.bundle.MeasureReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a release gets out: who may make and approve releases, and how many approvals it takes. The
 * author's own never counts.
 *
 * @param people whoever may sign
 * @param approvals how many people other than the author must approve, at least 1
 * @param stricter where more are needed
 * @param forBreaches how many more are needed when the release exceeds a budget
 */
public record Policy(List<Person> people, int approvals, List<Stricter> stricter, int forBreaches) {
  public Policy {
    people = List.copyOf(people);
    stricter = List.copyOf(stricter);
    if (approvals < 1 || forBreaches < 0) {
      throw new IllegalArgumentException(
          "a release needs at least one approval by somebody who did not make it");
    }
  }

  /**
   * More approvals for releases that change some rules.
   *
   * @param tags rules with one of these tags; empty for all
   * @param priorities rules of one of these priorities; empty for all
   * @param approvals how many such a change needs
   */
  public record Stricter(Set<String> tags, Set<String> priorities, int approvals) {
    public Stricter {
      tags = Set.copyOf(tags);
      priorities = Set.copyOf(priorities);
    }

    boolean concerns(MeasureReport.Change change) {
      boolean tagged = tags.isEmpty() || change.tags().stream().anyMatch(tags::contains);
      boolean grave =
          priorities.isEmpty()
              || priorities.stream()
                  .anyMatch(priority ->
                      priority
                          .toLowerCase(Locale.ROOT)
                          .equals(change.priority().toLowerCase(Locale.ROOT)));
      return tagged && grave;
    }
  }

  /** How many approvals a release with this report needs. */
  public int needed(MeasureReport report) {
    int needed = approvals;
    for (Stricter more : stricter) {
      if (report.changes().stream().anyMatch(more::concerns)) {
        needed = Math.max(needed, more.approvals());
      }
    }
    return report.breaches().isEmpty() ? needed : needed + forBreaches;
  }
}
