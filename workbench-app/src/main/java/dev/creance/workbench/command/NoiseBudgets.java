package dev.creance.workbench.command;

import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.noise.NoiseReport;
import dev.creance.tuning.noise.NoiseReport.RuleNoise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much noise rules may make, by the option {@code --budget}: {@code 20} for every rule, {@code
 * container=5} for those with a tag, {@code critical=1} for those of a priority. The narrowest one
 * that concerns a rule is the one that counts.
 */
final class NoiseBudgets {
  private static final String ALL = "";

  private final Map<String, Double> byName = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException when one of them cannot be read, with what is expected
   */
  NoiseBudgets(List<String> written) {
    for (String one : written) {
      int at = one.lastIndexOf('=');
      String name = at < 0 ? ALL : one.substring(0, at).toLowerCase(Locale.ROOT);
      try {
        double hits = Double.parseDouble(one.substring(at + 1));
        if (!(hits >= 0) || (at == 0)) {
          throw new NumberFormatException(one);
        }
        byName.put(name, hits);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "'"
                + one
                + "' is no budget: hits per node-day, as 20, or with a tag or a priority before"
                + " them, as container=5",
            e);
      }
    }
  }

  /** What exceeds a budget, each said in a sentence; so does an attack that is newly missed. */
  List<String> breaches(NoiseReport noise, List<String> newlyMissed) {
    List<String> breaches = new ArrayList<>();
    for (RuleNoise rule : noise.rules()) {
      Double budget = budget(rule.rule());
      if (budget != null
          && rule.rule().enabled()
          && rule.noise().isPresent()
          && rule.noise().get().value() > budget) {
        breaches.add(
            String.format(
                Locale.ROOT,
                "%s has %.1f hits per node-day, %.1f are allowed",
                rule.rule().name(),
                rule.noise().get().value(),
                budget));
      }
    }
    newlyMissed.forEach(step -> breaches.add("the attack step '" + step + "' is newly missed"));
    return breaches;
  }

  private @org.jspecify.annotations.Nullable Double budget(Rule rule) {
    Double least = null;
    for (Map.Entry<String, Double> budget : byName.entrySet()) {
      boolean concerns =
          rule.priority().text().toLowerCase(Locale.ROOT).equals(budget.getKey())
              || rule.tags().stream()
                  .anyMatch(tag -> tag.toLowerCase(Locale.ROOT).equals(budget.getKey()));
      if (concerns && (least == null || budget.getValue() < least)) {
        least = budget.getValue();
      }
    }
    return least == null ? byName.get(ALL) : least;
  }
}
