package dev.creance.workbench.window.service;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.Severity;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.rules.RuleFiles;
import dev.creance.workbench.window.shown.Problem;
import dev.creance.workbench.window.shown.RuleEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Loads the rules of a workspace, as they are in the editor. What did not change since the last
 * time is not parsed again. For one thread.
 */
public final class RuleTexts {
  private static final String OPTIONAL_PLUGIN = "k8smeta";

  private final SourceTexts sources = new SourceTexts();
  private final RulesetLoader usual;
  private final RulesetLoader withAllPlugins;

  public RuleTexts() {
    usual = new RulesetLoader(usualPlugins());
    withAllPlugins = new RulesetLoader(LoadOptions.defaults());
  }

  private static LoadOptions usualPlugins() {
    LoadOptions all = LoadOptions.defaults();
    Map<String, Version> plugins = new HashMap<>(all.plugins());
    plugins.remove(OPTIONAL_PLUGIN);
    return all.withPlugins(plugins);
  }

  /**
   * Loaded rules.
   *
   * @param successful whether Falco would take them
   * @param ruleset what could be made of them
   */
  public record Loaded(
      boolean successful, Ruleset ruleset, List<RuleEntry> rules, List<Problem> problems) {
    public static final Loaded NOTHING = new Loaded(true, Ruleset.EMPTY, List.of(), List.of());

    public Loaded {
      rules = List.copyOf(rules);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Loads texts in the order of the map.
   *
   * @param texts by file
   */
  public Loaded load(Map<Path, String> texts) {
    List<SourceFile> files = sources.of(texts);
    LoadResult result = usual.load(files);
    // While somebody types there are errors most of the time: all is read again only if that could
    // help, for names of the plugin are written out wherever they are.
    if (!result.successful()
        && texts.values().stream().anyMatch(text -> text.contains(OPTIONAL_PLUGIN))) {
      LoadResult all = withAllPlugins.load(files);
      result = all.successful() || all.errors().size() < result.errors().size() ? all : result;
    }
    return new Loaded(
        result.successful(),
        result.ruleset(),
        result.ruleset().rules().stream().map(RuleTexts::entry).toList(),
        result.diagnostics().stream().map(RuleTexts::problem).toList());
  }

  /** The files as measures need them: without fields that only a plugin gives, unless used. */
  static RuleFiles files(Map<Path, String> texts) {
    List<SourceFile> files =
        texts.entrySet().stream()
            .map(entry -> new SourceFile(entry.getKey().toString(), entry.getValue()))
            .toList();
    RuleFiles plain = new RuleFiles(files, usualPlugins());
    return plain.load().successful() ? plain : new RuleFiles(files, LoadOptions.defaults());
  }

  private static RuleEntry entry(Rule rule) {
    // Where the condition is written: what somebody who looks for the rule wants to see.
    Origin item = rule.place().item();
    return new RuleEntry(
        rule.name(),
        Path.of(item.file().name()),
        item.span().start(),
        item.span().end(),
        item.file().line(item.span().start()),
        rule.enabled(),
        words(rule.priority().name()),
        rule.source(),
        rule.description(),
        List.copyOf(rule.tags()));
  }

  private static String words(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Problem problem(Diagnostic diagnostic) {
    SourceFile file = diagnostic.file();
    int start = Math.min(diagnostic.span().start(), file.text().length());
    int end = Math.min(Math.max(diagnostic.span().end(), start), file.text().length());
    return new Problem(
        Path.of(file.name()),
        start,
        end,
        file.line(start),
        file.column(start),
        diagnostic.severity() == Severity.ERROR,
        diagnostic.code().name(),
        diagnostic.item(),
        diagnostic.message(),
        diagnostic
            .fix()
            .map(fix ->
                new Problem.Repair(
                    fix.title(), fix.span().start(), fix.span().end(), fix.replacement())));
  }
}
