package dev.creance.grammar.rules;

import dev.creance.grammar.checked.Origin;
import dev.creance.grammar.rules.Definitions.PluginRequirement;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads rule files as Falco does: into one set, in the given order, checking everything after each
 * file. Falco stops at the first error; this goes on and reports all, the one that Falco stops at
 * first.
 *
 * <p>A loader remembers what it has parsed and checked, so loading again after an edit costs
 * little. Not safe for use by several threads at once.
 */
public final class RulesetLoader {
  private final LoadOptions options;
  private final LinkMemory memory;

  public RulesetLoader(LoadOptions options) {
    this.options = options;
    this.memory = new LinkMemory(options.plugins().keySet());
  }

  /** Loads files. */
  public LoadResult load(List<SourceFile> files) {
    memory.begin();
    Report report = new Report();
    Definitions definitions = new Definitions();
    ItemReader reader =
        new ItemReader(options, definitions, report, new FieldCheck(memory.fields()));
    boolean good = true;
    boolean linked = false;
    Ruleset ruleset = Ruleset.EMPTY;
    for (SourceFile file : files) {
      good &= reader.read(memory.read(file));
      linked = good;
      if (good) {
        ruleset = link(definitions, report, reader);
        good = report.errors() == 0;
      }
    }
    if (!linked && !files.isEmpty()) {
      ruleset = link(definitions, report, reader);
    }
    checkPlugins(definitions, report);
    return new LoadResult(
        report.errors() == 0, select(ruleset, options.selections()), report.diagnostics());
  }

  private Ruleset link(Definitions definitions, Report report, ItemReader reader) {
    report.nextPass();
    return new Linker(options, definitions, memory, report).link(reader.failed());
  }

  private void checkPlugins(Definitions definitions, Report report) {
    for (PluginRequirement requirement : definitions.pluginRequirements.reversed()) {
      String problem = problem(requirement);
      if (problem == null) {
        continue;
      }
      String item = "required plugin versions entry";
      if (requirement.known()) {
        report.addFirst(LoadCode.LOAD_ERR_VALIDATE, requirement.origin(), item, problem);
      } else {
        report.add(LoadCode.LOAD_ERR_VALIDATE, requirement.origin(), item, problem);
      }
    }
  }

  private @Nullable String problem(PluginRequirement requirement) {
    List<String> wanted = new ArrayList<>();
    for (PluginRequirement.Alternative alternative : requirement.alternatives()) {
      wanted.add(alternative.name() + " (>= " + alternative.text() + ")");
      Version loaded = options.plugins().get(alternative.name());
      if (loaded != null) {
        return loaded.compatibleWith(alternative.version())
            ? null
            : "Plugin '"
                + alternative.name()
                + "' version '"
                + loaded
                + "' is not compatible with required plugin version '"
                + alternative.version()
                + "'";
      }
    }
    return "Plugin requirement not satisfied, must load one of: " + String.join(", ", wanted);
  }

  /** Switches rules on and off; those that are switched on go behind the others. */
  private Ruleset select(Ruleset ruleset, List<Selection> selections) {
    if (selections.isEmpty()) {
      return ruleset;
    }
    return new RuleSelector(options.minimumPriority()).select(ruleset, selections);
  }

  /** A diagnostic for a file that cannot be read. */
  public static LoadResult unreadable(SourceFile file, String reason) {
    Report report = new Report();
    report.add(
        LoadCode.LOAD_ERR_FILE_READ, new Origin(file, Span.NONE), "", reason, Optional.empty());
    return new LoadResult(false, Ruleset.EMPTY, report.diagnostics());
  }
}
