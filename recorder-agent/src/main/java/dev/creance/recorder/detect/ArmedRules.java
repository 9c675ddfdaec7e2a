package dev.creance.recorder.detect;

import dev.creance.events.format.AlertTemplate;
import dev.creance.grammar.rules.AppendOutput;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A ruleset ready to be matched. Made by any thread, then used by one only. */
public final class ArmedRules {
  /** A node's memory is dear: about 15 MB may be remembered at most. */
  private static final int REMEMBERED = 50_000;

  private static final int SHOWN_ERRORS = 10;

  private final String name;
  private final Ruleset ruleset;
  private final Matching matching;
  final RulesetMatcher matcher;
  private final Map<Rule, AlertTemplate> templates = new IdentityHashMap<>();

  private ArmedRules(String name, Ruleset ruleset, Matching matching) {
    this.name = name;
    this.ruleset = ruleset;
    this.matching = matching;
    this.matcher = new RulesetMatcher(ruleset, matching, REMEMBERED);
  }

  /**
   * Loads rules as Falco with its usual plugins does. {@code k8smeta} counts as loaded only when
   * the rules need it: with it, its fields are in every alert.
   *
   * @param name what messages call the ruleset
   */
  public static ArmedRules load(String name, List<SourceFile> files, Matching matching)
      throws RulesException {
    LoadOptions all = LoadOptions.defaults().withAppendOutput(List.of(AppendOutput.suggested()));
    Map<String, Version> usual = new HashMap<>(all.plugins());
    usual.remove("k8smeta");
    LoadResult result = new RulesetLoader(all.withPlugins(usual)).load(files);
    if (!result.successful()) {
      result = new RulesetLoader(all).load(files);
    }
    if (!result.successful()) {
      throw new RulesException(errors(name, result.errors()));
    }
    return new ArmedRules(name, result.ruleset(), matching);
  }

  private static String errors(String name, List<Diagnostic> errors) {
    String lines =
        errors.stream().limit(SHOWN_ERRORS).map(ArmedRules::line).collect(Collectors.joining("\n"));
    int more = errors.size() - SHOWN_ERRORS;
    return name + " does not load:\n" + lines + (more > 0 ? "\n  and " + more + " more" : "");
  }

  private static String line(Diagnostic error) {
    SourceFile file = error.file();
    int at = Math.min(error.span().start(), file.text().length());
    return "  "
        + file.name()
        + ":"
        + file.line(at)
        + ":"
        + file.column(at)
        + ": "
        + error.code()
        + ": "
        + error.message();
  }

  public String name() {
    return name;
  }

  /** The enabled rules. */
  public List<Rule> rules() {
    return ruleset.rules().stream().filter(Rule::enabled).toList();
  }

  AlertTemplate template(Rule rule) {
    AlertTemplate template = templates.get(rule);
    if (template == null) {
      template = AlertTemplate.of(rule);
      templates.put(rule, template);
    }
    return template;
  }

  @Override
  public String toString() {
    return name + ", " + rules().size() + " rules, matching " + matching;
  }
}
