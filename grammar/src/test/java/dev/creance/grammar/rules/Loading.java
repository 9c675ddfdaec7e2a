package dev.creance.grammar.rules;

import dev.creance.grammar.source.SourceFile;
import dev.creance.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads rules in tests. */
final class Loading {
  private Loading() {}

  /** The Falco 0.44.1 that recorded the captures: the container plugin alone. */
  static LoadOptions falco441() {
    return LoadOptions.defaults()
        .withEngineVersion(new Version(0, 62, 0))
        .withSources(Set.of("syscall"))
        .withPlugins(Map.of("container", new Version(0, 7, 1)))
        .withAppendOutput(
            List.of(
                AppendOutput.suggested(),
                AppendOutput.extraFields(List.of(new AppendOutput.ExtraField.Raw("evt.num")))));
  }

  static LoadResult load(LoadOptions options, String... yaml) {
    List<SourceFile> files = new ArrayList<>();
    for (String text : yaml) {
      files.add(new SourceFile("file" + files.size() + ".yaml", text));
    }
    return new RulesetLoader(options).load(files);
  }

  static LoadResult load(String... yaml) {
    return load(LoadOptions.defaults(), yaml);
  }

  /** A file of {@code shared/rules}. */
  static SourceFile stock(String name) {
    try {
      return new SourceFile(name, Files.readString(Shared.file("rules/" + name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<SourceFile> stock() {
    return List.of(
        stock("falco_rules.yaml"),
        stock("falco-incubating_rules.yaml"),
        stock("falco-sandbox_rules.yaml"),
        stock("enable-all.yaml"));
  }
}
