package dev.creance.cluster;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What kubeconfig files say of one context. Nothing else is asked: no environment, no account of a
 * pod that this runs in; a cluster that was not named is never written to.
 */
final class Kubeconfig {
  private Kubeconfig() {}

  /** The files that {@code kubectl} would read: those of {@code KUBECONFIG}, else the user's. */
  static List<Path> ofThisUser() {
    return Config.getKubeconfigFilenames().stream()
        .flatMap(names -> List.of(names.split(File.pathSeparator)).stream())
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .toList();
  }

  /**
   * How to reach the cluster of a context, and as whom.
   *
   * @throws ClusterException when no file is there, one is damaged, or none has the context
   */
  static Config read(List<Path> files, String context) throws ClusterException {
    List<Path> there = files.stream().filter(Files::isReadable).toList();
    if (there.isEmpty()) {
      throw new ClusterException(
          named(files)
              + ": there is no kubeconfig; name one with --kubeconfig, or in the environment as"
              + " KUBECONFIG");
    }
    List<io.fabric8.kubernetes.api.model.Config> parsed = new ArrayList<>();
    for (Path file : there) {
      parsed.add(parse(file));
    }
    NamedContext found =
        parsed.stream()
            .flatMap(one -> one.getContexts().stream())
            .filter(one -> context.equals(one.getName()))
            .findFirst()
            .orElseThrow(() -> new ClusterException(unknown(there, context, parsed)));
    String cluster = found.getContext() == null ? null : found.getContext().getCluster();
    boolean reachable =
        parsed.stream()
            .flatMap(one -> one.getClusters().stream())
            .anyMatch(one ->
                one.getName() != null
                    && one.getName().equals(cluster)
                    && one.getCluster() != null
                    && one.getCluster().getServer() != null);
    if (!reachable) {
      throw new ClusterException(
          "%s: the context '%s' names the cluster '%s', of which no address is known"
              .formatted(named(there), context, cluster));
    }
    Config config = Config.empty();
    KubeConfigUtils.merge(
        config, context, parsed.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
    return config;
  }

  private static io.fabric8.kubernetes.api.model.Config parse(Path file) throws ClusterException {
    try {
      if (Files.readString(file).isBlank()) {
        throw new ClusterException(file + ": is no kubeconfig: there is nothing in it");
      }
      return KubeConfigUtils.parseConfig(file.toFile());
    } catch (ClusterException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Whatever the YAML reader and the models throw: the file is from outside.
      throw new ClusterException(file + ": is no kubeconfig: " + firstLine(e), e);
    }
  }

  private static String unknown(
      List<Path> files, String context, List<io.fabric8.kubernetes.api.model.Config> parsed) {
    String known =
        parsed.stream()
            .flatMap(one -> one.getContexts().stream())
            .map(NamedContext::getName)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return "%s: there is no context '%s'; there %s"
        .formatted(named(files), context, known.isEmpty() ? "is none at all" : "are: " + known);
  }

  private static String named(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static String firstLine(Exception problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String text = String.valueOf(deepest.getMessage());
    return text.lines().findFirst().orElse(text);
  }
}
