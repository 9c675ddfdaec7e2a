package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * A systemd unit and a Kubernetes manifest that start the same program.
 *
 * @param service the unit's name
 * @param manifest the file of the manifest
 */
record Packaged(String service, String manifest) {
  private static final Path FOLDER = Path.of("packaging");

  static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  String unit() throws IOException {
    return Files.readString(FOLDER.resolve(service + ".service"));
  }

  /** The capabilities that the unit leaves the program, without CAP_. */
  Set<String> unitCapabilities() throws IOException {
    Matcher line = Pattern.compile("(?m)^CapabilityBoundingSet=(.*)$").matcher(unit());
    assertThat(line.find()).isTrue();
    return line.group(1).isEmpty()
        ? Set.of()
        : new TreeSet<>(List.of(line.group(1).replace("CAP_", "").split(" ")));
  }

  /** The manifest's documents. */
  List<Object> documents() throws IOException {
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(Files.readString(FOLDER.resolve(manifest)))
        .forEach(documents::add);
    return documents;
  }

  /** Reads a document by Kubernetes's own types: a key that they don't know fails. */
  static <T> T strictly(Object document, Class<T> type) {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .annotationIntrospector(
            new JacksonAnnotationIntrospector() {
              @Override
              public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                return false; // which would take what it doesn't know
              }
            })
        .build()
        .convertValue(document, type);
  }

  /** The manifest's last document. */
  DaemonSet daemonSet() throws IOException {
    return strictly(documents().getLast(), DaemonSet.class);
  }

  /** What the DaemonSet says of its pods. */
  Map<?, ?> pod() throws IOException {
    Map<?, ?> set =
        map(
            documents().stream()
                .filter(document -> "DaemonSet".equals(map(document).get("kind")))
                .findFirst()
                .orElseThrow());
    return map(map(map(set.get("spec")).get("template")).get("spec"));
  }

  private Map<?, ?> container() throws IOException {
    return map(((List<?>) Objects.requireNonNull(pod().get("containers"))).getFirst());
  }

  /** The container's arguments. */
  List<String> arguments() throws IOException {
    return ((List<?>) Objects.requireNonNull(container().get("args")))
        .stream().map(Object::toString).toList();
  }

  /** The container is not privileged, writes nothing, and has the unit's capabilities alone. */
  void assertThatTheManifestAsksForWhatTheUnitDoes() throws IOException {
    Map<?, ?> security = map(container().get("securityContext"));
    assertThat(security.get("privileged")).isEqualTo(false);
    assertThat(security.get("allowPrivilegeEscalation")).isEqualTo(false);
    assertThat(security.get("readOnlyRootFilesystem")).isEqualTo(true);
    Map<?, ?> capabilities = map(security.get("capabilities"));
    assertThat(capabilities.get("drop")).isEqualTo(List.of("ALL"));
    Object added = capabilities.containsKey("add") ? capabilities.get("add") : List.of();
    assertThat(new TreeSet<>((List<?>) Objects.requireNonNull(added)))
        .isEqualTo(unitCapabilities());
  }

  /** {@code systemd-analyze} finds nothing to say of the unit. */
  void assertThatSystemdUnderstandsTheUnit(Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "needs systemd-analyze");
    Path unit = folder.resolve(service + ".service");
    Files.writeString(unit, unit().replace("/opt/creance-recorder/recorder-agent", "/bin/true"));
    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", unit.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verify.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain(service);
  }
}
