package dev.creance.tuning;

import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.ImportProgress;
import dev.creance.corpus.LabelFile;
import dev.creance.corpus.Labelling;
import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.HostUsers;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sample captures and rules of the house, and those beside it. */
public final class Samples {
  private Samples() {}

  /** The folder of samples that is in the repository. */
  public static Path corpora() {
    return below("corpora/rules/falco_rules.yaml")
        .orElseThrow(() -> new IllegalStateException("the repository has a folder corpora"))
        .resolve("corpora");
  }

  /** A folder of captures beside the repository, where there is one. */
  public static Optional<Path> shared(String capture) {
    return below("shared/captures/" + capture + "/capture.scap.gz")
        .map(root -> root.resolve("shared/captures").resolve(capture));
  }

  /** The nearest folder above this one in which there is a file. */
  private static Optional<Path> below(String file) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(file))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** Imports the capture of a folder, with its labels and another for all of it. */
  public static Path corpus(Path into, Path folder, String label)
      throws IOException, InterruptedException {
    Labelling labelling = label.isEmpty() ? Labelling.NONE : Labelling.whole(label);
    if (Files.exists(folder.resolve("labels.json"))) {
      labelling = labelling.and(Labelling.within(LabelFile.read(folder.resolve("labels.json"))));
    }
    Options state =
        Options.defaults()
            .withContainerEngines(ContainerEngine.parse("all"))
            .withHostUsers(HostUsers.NONE);
    new CorpusImporter(into, new ImportOptions(state, "all", labelling), ImportProgress.NONE)
        .add(folder.resolve("capture.scap.gz"));
    return into;
  }

  /** The stock rules, all of them enabled. */
  public static List<SourceFile> stockRules() throws IOException {
    Path rules = corpora().resolve("rules");
    List<SourceFile> files = new ArrayList<>();
    for (String name :
        List.of(
            "falco_rules.yaml",
            "falco-incubating_rules.yaml",
            "falco-sandbox_rules.yaml",
            "overlays/enable-all.yaml")) {
      files.add(
          new SourceFile(name, Files.readString(rules.resolve(name), StandardCharsets.UTF_8)));
    }
    return files;
  }

  /** Loads rules that must load. */
  public static LoadResult load(List<SourceFile> files) {
    LoadResult result = new RulesetLoader(LoadOptions.defaults()).load(files);
    if (!result.successful()) {
      throw new IllegalStateException(result.errors().toString());
    }
    return result;
  }

  /** A file of rules. */
  public static SourceFile file(String text) {
    return new SourceFile("test.yaml", text);
  }
}
