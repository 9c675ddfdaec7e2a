package dev.creance.recorder;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.match.Matching;
import dev.creance.recorder.detect.ArmedRules;
import dev.creance.recorder.detect.RulesException;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.RuleFile;
import java.util.ArrayList;
import java.util.List;

/** The rule files of a release. */
final class RuleFiles {
  private RuleFiles() {}

  /** The rules of a release, in its order. */
  static ArmedRules load(Release release, Matching matching) throws RulesException {
    List<SourceFile> sources = new ArrayList<>();
    for (RuleFile file : release.files()) {
      sources.add(new SourceFile(file.name(), RawBytes.decode(file.content())));
    }
    return ArmedRules.load(
        release.manifest().name() + " " + release.manifest().version(), sources, matching);
  }
}
