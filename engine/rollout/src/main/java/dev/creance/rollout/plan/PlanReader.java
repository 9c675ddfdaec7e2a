package dev.creance.rollout.plan;

import dev.creance.grammar.source.SourceFile;
import dev.creance.release.registry.Reference;
import dev.creance.rollout.gate.GateRules;
import dev.creance.rollout.plan.RolloutPlan.Cluster;
import dev.creance.rollout.plan.RolloutPlan.MetricNames;
import dev.creance.rollout.plan.RolloutPlan.Operator;
import dev.creance.rollout.plan.RolloutPlan.Wave;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads rollout plans. Files that a plan names are looked for beside it. */
public final class PlanReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Set<String> PLAN =
      Set.of("rollout", "rules", "policy", "prometheus", "operator", "metrics", "gate", "waves");
  private static final Set<String> GATE =
      Set.of(
          "soak",
          "node_hours",
          "within",
          "tolerance",
          "confidence",
          "healthy",
          "load_errors",
          "drops",
          "except",
          "promote",
          "on_failure");
  private static final Set<String> METRICS =
      Set.of("release", "hits", "events", "dropped", "errors");

  private final Path folder;

  private PlanReader(Path folder) {
    this.folder = folder;
  }

  /** The published form of plans, as a JSON schema. */
  public static String schema() {
    try (InputStream in = PlanReader.class.getResourceAsStream("rollout-plan.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a plan.
   *
   * @throws PlanException when it is none, with the line
   */
  public static RolloutPlan read(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String text;
    try {
      text = Files.readString(file);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new PlanException(file + ": is no rollout plan: expected text in UTF-8");
    }
    return new PlanReader(folder == null ? Path.of("") : folder)
        .plan(PlanNode.read(new SourceFile(file.toString(), text)));
  }

  private RolloutPlan plan(PlanNode root) throws PlanException {
    root.only(PLAN);
    Optional<URI> prometheus = uri(root);
    GateRules usual = gate(root.optional("gate"), GateRules.USUAL);
    List<Wave> waves = new ArrayList<>();
    for (PlanNode wave : root.required("waves").items()) {
      waves.add(wave(wave.only(Set.of("name", "channel", "gate", "clusters")), usual, prometheus));
    }
    try {
      return new RolloutPlan(
          name(root.required("rollout")),
          reference(root.required("rules")),
          folder.resolve(root.required("policy").text()),
          operator(root.optional("operator")),
          metrics(root.optional("metrics")),
          waves);
    } catch (IllegalArgumentException e) {
      throw root.problem(String.valueOf(e.getMessage()));
    }
  }

  private static String name(PlanNode node) throws PlanException {
    if (!NAME.matcher(node.text()).matches()) {
      throw node.problem("expected letters, digits, dots, dashes and underscores");
    }
    return node.text();
  }

  private static Reference reference(PlanNode node) throws PlanException {
    try {
      return Reference.parse(node.text());
    } catch (IllegalArgumentException e) {
      throw node.problem(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<URI> uri(PlanNode holder) throws PlanException {
    Optional<PlanNode> node = holder.optional("prometheus");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String text = node.get().text();
    if (!text.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw node.get().problem("expected an address such as http://prometheus:9090");
    }
    try {
      return Optional.of(URI.create(text.replaceFirst("/+$", "")));
    } catch (IllegalArgumentException e) {
      throw node.get().problem("expected an address such as http://prometheus:9090");
    }
  }

  private Optional<Operator> operator(Optional<PlanNode> node) throws PlanException {
    if (node.isEmpty()) {
      return Optional.empty();
    }
    PlanNode operator = node.get().only(Set.of("name", "key"));
    return Optional.of(
        new Operator(
            operator.required("name").text(), folder.resolve(operator.required("key").text())));
  }

  private static MetricNames metrics(Optional<PlanNode> node) throws PlanException {
    MetricNames usual = MetricNames.AGENT;
    if (node.isEmpty()) {
      return usual;
    }
    PlanNode names = node.get().only(METRICS);
    return new MetricNames(
        text(names, "release", usual.release()),
        text(names, "hits", usual.hits()),
        text(names, "events", usual.events()),
        text(names, "dropped", usual.dropped()),
        names.optional("errors").isPresent() ? texts(names.required("errors")) : usual.errors());
  }

  private static String text(PlanNode holder, String key, String otherwise) throws PlanException {
    Optional<PlanNode> node = holder.optional(key);
    return node.isPresent() ? node.get().text() : otherwise;
  }

  private static List<String> texts(PlanNode node) throws PlanException {
    List<String> texts = new ArrayList<>();
    for (PlanNode item : node.items()) {
      texts.add(item.text());
    }
    return texts;
  }

  private static Wave wave(PlanNode node, GateRules usual, Optional<URI> prometheus)
      throws PlanException {
    String name = name(node.required("name"));
    String channel = text(node, "channel", name);
    List<Cluster> clusters = new ArrayList<>();
    for (PlanNode cluster : node.required("clusters").items()) {
      clusters.add(cluster(cluster, channel, prometheus));
    }
    try {
      return new Wave(name, gate(node.optional("gate"), usual), clusters);
    } catch (IllegalArgumentException e) {
      throw node.problem(String.valueOf(e.getMessage()));
    }
  }

  private static Cluster cluster(PlanNode node, String channel, Optional<URI> prometheus)
      throws PlanException {
    if (node.isText()) {
      return new Cluster(
          name(node),
          channel,
          prometheus.orElseThrow(() -> node.problem("'prometheus' is missing, here or at the top")),
          selector(node.text()),
          OptionalInt.empty());
    }
    node.only(Set.of("name", "channel", "prometheus", "select", "nodes"));
    String name = name(node.required("name"));
    Optional<URI> own = uri(node);
    Optional<PlanNode> nodes = node.optional("nodes");
    if (nodes.isPresent() && (nodes.get().whole() < 1 || nodes.get().whole() > 1_000_000)) {
      throw nodes.get().problem("expected the number of agents");
    }
    return new Cluster(
        name,
        text(node, "channel", channel),
        own.or(() -> prometheus)
            .orElseThrow(() -> node.problem("'prometheus' is missing, here or at the top")),
        text(node, "select", selector(name)),
        nodes.isPresent() ? OptionalInt.of((int) nodes.get().whole()) : OptionalInt.empty());
  }

  private static String selector(String name) {
    return "cluster=\"" + name + "\"";
  }

  private static GateRules gate(Optional<PlanNode> written, GateRules usual) throws PlanException {
    if (written.isEmpty()) {
      return usual;
    }
    PlanNode gate = written.get().only(GATE);
    Set<String> except = usual.except();
    if (gate.optional("except").isPresent()) {
      except = new HashSet<>(texts(gate.required("except")));
    }
    Duration soak = gate.optional("soak").isPresent() ? gate.required("soak").time() : usual.soak();
    Duration within =
        gate.optional("within").isPresent()
            ? gate.required("within").time()
            : usual.within().compareTo(soak.multipliedBy(2)) < 0
                ? soak.multipliedBy(2)
                : usual.within();
    try {
      return new GateRules(
          soak,
          number(gate, "node_hours", usual.nodeHours()),
          within,
          number(gate, "tolerance", usual.tolerance()),
          number(gate, "confidence", usual.confidence()),
          number(gate, "healthy", usual.healthy()),
          gate.optional("load_errors").isPresent()
              ? gate.required("load_errors").whole()
              : usual.loadErrors(),
          number(gate, "drops", usual.drops()),
          except,
          gate.optional("promote").isPresent()
              ? gate.required("promote").is("by hand", "automatic")
              : usual.byHand(),
          gate.optional("on_failure").isPresent()
              ? gate.required("on_failure").is("roll back", "hold")
              : usual.rollBack());
    } catch (IllegalArgumentException e) {
      throw gate.problem(String.valueOf(e.getMessage()));
    }
  }

  private static double number(PlanNode holder, String key, double otherwise) throws PlanException {
    Optional<PlanNode> node = holder.optional(key);
    return node.isPresent() ? node.get().number() : otherwise;
  }
}
