package dev.creance.workbench.command;

import dev.creance.events.state.ContainerEngine;
import dev.creance.events.state.Options;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which container runtimes are recognised. */
final class EngineOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  private Set<ContainerEngine> engines = ContainerEngine.parse("all");

  @Option(
      names = "--container-engines",
      paramLabel = "all|none|LIST",
      description =
          "Which runtimes' cgroups and container events give container.* and k8s.*: all (default),"
              + " none (every process is on the host), or names with commas between.")
  void engines(String choice) {
    try {
      engines = ContainerEngine.parse(choice);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage());
    }
  }

  /** The choice in its shortest form: {@code all}, {@code none}, or names in a fixed order. */
  String text() {
    return engines.isEmpty()
        ? "none"
        : engines.size() == ContainerEngine.values().length
            ? "all"
            : engines.stream().sorted().map(ContainerEngine::text).collect(Collectors.joining(","));
  }

  Options options() {
    return Options.defaults().withContainerEngines(engines);
  }
}
