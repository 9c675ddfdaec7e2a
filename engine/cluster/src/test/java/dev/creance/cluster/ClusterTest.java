package dev.creance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.cluster.Cluster.Way;
import dev.creance.cluster.ConflictException.Conflict;
import dev.creance.testing.PlayedApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ClusterTest {
  private static final Way APPLY = new Way(false, false);

  private static final String RULESFILE =
      """
      {"apiVersion": "artifact.falcosecurity.dev/v1alpha1", "kind": "Rulesfile",
       "metadata": {"name": "web", "namespace": "falco", "annotations": {"a": "b"}},
       "spec": {"priority": 50, "ociArtifact": {"image": {"repository": "r", "tag": "t"}}}}
      """;

  private static final String CONFIG_MAP =
      """
      {"apiVersion": "v1", "kind": "ConfigMap",
       "metadata": {"name": "web-1", "namespace": "falco"},
       "immutable": true, "data": {"web.yaml": "- list: l\\n  items: [ünï]\\n"}}
      """;

  private static final String RULESFILE_PATH =
      "/apis/artifact.falcosecurity.dev/v1alpha1/namespaces/falco/rulesfiles/web";
  private static final String CONFIG_MAP_PATH = "/api/v1/namespaces/falco/configmaps/web-1";

  @TempDir private Path folder;
  private PlayedApiServer server;

  @BeforeEach
  void start() throws Exception {
    server = new PlayedApiServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Cluster open(String context) throws Exception {
    return Cluster.open(List.of(server.kubeconfig(folder)), context, Duration.ofSeconds(5));
  }

  private List<String> apply(Way way, String... manifests) throws Exception {
    try (Cluster cluster = open("here")) {
      return cluster.apply(List.of(manifests), way);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"plain, false, false", "forced, true, false", "tried, false, true"})
  void oneResourceIsOnePatch(String name, boolean force, boolean dryRun) throws Exception {
    assertThat(apply(new Way(force, dryRun), RULESFILE)).containsExactly("Rulesfile falco/web");
    assertThat(server.requests).hasSize(1);
    PlayedApiServer.Request request = server.requests.getFirst();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path()).isEqualTo(RULESFILE_PATH);
    assertThat(request.contentType()).startsWith("application/apply-patch+yaml");
    assertThat(request.authorization()).isEqualTo("Bearer secret-of-ann");
    assertThat(request.query())
        .containsEntry("fieldManager", "creance")
        .containsEntry("force", String.valueOf(force));
    assertThat(request.query().get("dryRun")).isEqualTo(dryRun ? "All" : null);
    assertThat(tree(request.body())).isEqualTo(tree(RULESFILE));
  }

  @Test
  void severalAreTriedBeforeOneIsApplied() throws Exception {
    String list =
        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": ["
            + CONFIG_MAP
            + ","
            + RULESFILE
            + "]}";
    assertThat(apply(APPLY, list)).containsExactly("ConfigMap falco/web-1", "Rulesfile falco/web");
    assertThat(server.requests)
        .extracting(PlayedApiServer.Request::path)
        .containsExactly(CONFIG_MAP_PATH, RULESFILE_PATH, CONFIG_MAP_PATH, RULESFILE_PATH);
    assertThat(server.requests)
        .extracting(request -> request.query().containsKey("dryRun"))
        .containsExactly(true, true, false, false);
    assertThat(tree(server.requests.get(2).body())).isEqualTo(tree(CONFIG_MAP));
    assertThat(tree(server.requests.get(3).body())).isEqualTo(tree(RULESFILE));
  }

  @Test
  void aConflictNamesTheOtherManagerAndChangesNothing() throws Exception {
    server.answers(200, CONFIG_MAP);
    server.answers(
        409,
        """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Conflict", "code": 409,
         "message": "Apply failed with 2 conflicts",
         "details": {"causes": [
           {"reason": "FieldManagerConflict", "field": ".spec.priority",
            "message": "conflict with \\"argocd-controller\\" using artifact.falcosecurity.dev/v1alpha1"},
           {"reason": "FieldManagerConflict", "field": ".spec.ociArtifact.image.tag",
            "message": "conflict with \\"kubectl-edit\\" with subresource \\"scale\\""}]}}
        """);
    assertThatThrownBy(() -> apply(APPLY, CONFIG_MAP, RULESFILE))
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict ->
                assertThat(conflict.conflicts())
                    .containsExactly(
                        new Conflict("argocd-controller", ".spec.priority"),
                        new Conflict("kubectl-edit", ".spec.ociArtifact.image.tag")))
        .hasMessageContaining("Rulesfile falco/web: .spec.priority belongs to argocd-controller;")
        .hasMessageContaining("--force");
    assertThat(server.requests)
        .hasSize(2)
        .allMatch(request -> "All".equals(request.query().get("dryRun")));
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | {"kind": "Status", "code": 401, "message": "Unauthorized"} | does not know you; log in again
          403 | {"kind": "Status", "code": 403, "message": "rulesfiles is forbidden: User ann cannot patch"} | Rulesfile falco/web: you may not apply it (rulesfiles is forbidden: User ann cannot patch); it needs the verbs get, create and patch
          404 | {"kind": "Status", "code": 404, "message": "namespaces \\"falco\\" not found", "details": {"name": "falco", "kind": "namespaces"}} | Rulesfile falco/web: the cluster has no namespace 'falco'; create it first
          404 | 404 page not found | the Falco operator is not installed there; install it, or apply a ConfigMap
          409 | {"kind": "Status", "code": 409, "message": "the object has been modified"} | was changed by somebody else just now; apply it again
          422 | {"kind": "Status", "code": 422, "message": "data: field is immutable when immutable is set"} | the cluster does not take it: data: field is immutable
          """)
  void refusalsSayWhatToDo(int code, String body, String told) {
    server.answers(code, body);
    server.answers(code, body); // after a 401 the client logs in again
    assertThatThrownBy(() -> apply(APPLY, RULESFILE))
        .isInstanceOf(ClusterException.class)
        .isNotInstanceOf(ConflictException.class)
        .hasMessageContaining(told);
    assertThat(server.requests).hasSize(code == 401 ? 2 : 1);
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws Exception {
    server.answers(503, "{\"kind\": \"Status\", \"code\": 503, \"message\": \"starting\"}");
    assertThat(apply(APPLY, RULESFILE)).hasSize(1);
    assertThat(server.requests).hasSize(2);
    for (int i = 0; i < 3; i++) {
      server.answers(500, "{\"kind\": \"Status\", \"code\": 500, \"message\": \"etcd is gone\"}");
    }
    assertThatThrownBy(() -> apply(APPLY, RULESFILE))
        .hasMessageContaining("answered 500: etcd is gone");
  }

  @Test
  void whereNobodyListensThatIsSaid() throws Exception {
    try (Cluster cluster = open("elsewhere")) {
      assertThatThrownBy(() -> cluster.apply(List.of(RULESFILE), APPLY))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("http://127.0.0.1:1/: cannot be reached: nobody listens there");
    }
  }

  @Test
  void theContextIsTheOneThatWasNamed() throws Exception {
    assertThatThrownBy(() -> open("prod"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("there is no context 'prod'; there are: elsewhere, here, torn");
    assertThatThrownBy(() -> open("torn"))
        .hasMessageContaining("names the cluster 'gone', of which no address is known");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Cluster.open(List.of(none), "here", Duration.ofSeconds(1)))
        .hasMessageContaining("none: there is no kubeconfig; name one with --kubeconfig");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void severalFilesAddUp() throws Exception {
    Path clusters =
        Files.writeString(
            folder.resolve("clusters"),
            "clusters:\n- {name: far, cluster: {server: '" + server.address() + "'}}\n");
    Path contexts =
        Files.writeString(
            folder.resolve("contexts"), "contexts:\n- {name: split, context: {cluster: far}}\n");
    try (Cluster cluster =
        Cluster.open(
            List.of(folder.resolve("none"), contexts, clusters), "split", Duration.ofSeconds(5))) {
      assertThat(cluster.address()).isEqualTo(server.address());
      assertThat(cluster.apply(List.of(CONFIG_MAP), APPLY)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          ``
          just words
          [1, 2]
          contexts: {a: b
          contexts: 7
          """)
  void damagedFilesAreNamed(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("damaged"), text);
    assertThatThrownBy(() -> Cluster.open(List.of(file), "here", Duration.ofSeconds(1)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(file.toString());
  }

  private static Object tree(String json) {
    return JsonMapper.shared().readValue(json, Map.class);
  }
}
