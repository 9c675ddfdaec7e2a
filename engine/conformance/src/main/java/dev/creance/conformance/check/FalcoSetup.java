package dev.creance.conformance.check;

import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.AppendOutput;
import dev.creance.grammar.rules.AppendOutput.ExtraField;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Version;
import dev.creance.grammar.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Falco that gave the verdicts: 0.44.1 with the container plugin and nothing else. */
public final class FalcoSetup {
  private FalcoSetup() {}

  /** Its engine, its sources and plugins; outputs as rules write them. */
  public static LoadOptions loading() {
    return LoadOptions.defaults()
        .withEngineVersion(new Version(0, 62, 0))
        .withSources(Set.of("syscall"))
        .withPlugins(Map.of("container", new Version(0, 7, 1)));
  }

  /** As {@link #loading}, with the suggested fields and the event's number in every alert. */
  public static LoadOptions alerting() {
    return loading()
        .withAppendOutput(
            List.of(
                AppendOutput.suggested(),
                AppendOutput.extraFields(List.of(new ExtraField.Raw("evt.num")))));
  }

  /** The state with the plugin's container engines on or off. */
  public static Options state(boolean engines) {
    return Options.defaults().withContainerEngines(ContainerEngine.parse(engines ? "all" : "none"));
  }

  public static List<SourceFile> read(List<Path> files) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(read(file));
    }
    return sources;
  }

  public static SourceFile read(Path file) throws IOException {
    return new SourceFile(
        file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
  }
}
