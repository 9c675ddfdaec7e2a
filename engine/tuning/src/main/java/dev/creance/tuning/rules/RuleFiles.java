package dev.creance.tuning.rules;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Rule files in the order in which Falco would load them. Loading them again with an overlay behind
 * them costs little. Not safe for use by several threads at once.
 */
public final class RuleFiles {
  private final List<SourceFile> files;
  private final RulesetLoader loader;

  public RuleFiles(List<SourceFile> files, LoadOptions options) {
    this.files = List.copyOf(files);
    this.loader = new RulesetLoader(options);
  }

  public List<SourceFile> files() {
    return files;
  }

  /** The files alone. */
  public LoadResult load() {
    return loader.load(files);
  }

  /** The files, and another behind them. */
  public LoadResult loadWith(SourceFile overlay) {
    List<SourceFile> all = new ArrayList<>(files);
    all.add(overlay);
    return loader.load(all);
  }
}
