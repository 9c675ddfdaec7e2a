package dev.creance.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.release.Releases;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import dev.creance.release.registry.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * By the Falco operator's own definition of a Rulesfile: a tag may be a digest, an artifact holds
 * exactly one file, a ConfigMap has its rules under {@code rules.yaml}.
 */
class KubernetesResourcesTest {
  private static final Reference AT = Reference.parse("registry.example:5000/rules/web:stable");
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private static Release release(int sequence, RuleFile... files) throws ReleaseException {
    return Release.make(
        new ReleaseDraft("my_web", "1." + sequence + ".0", sequence, "ada", "", List.of(), ""),
        List.of(files),
        MeasureReport.EMPTY);
  }

  private static JsonNode rulesfile(Release release) throws ReleaseException {
    return JsonMapper.shared()
        .readTree(KubernetesResources.rulesfile(release, AT, DIGEST, "falco", 120));
  }

  @Test
  void oneFileIsTakenFromTheRegistryByItsDigest() throws Exception {
    RuleFile file = Releases.file("web.yaml", "- list: l\n  items: [1]\n");
    JsonNode made = rulesfile(release(1, file));
    assertThat(made.path("apiVersion").asString()).isEqualTo("artifact.falcosecurity.dev/v1alpha1");
    assertThat(made.path("kind").asString()).isEqualTo("Rulesfile");
    assertThat(made.at("/metadata/namespace").asString()).isEqualTo("falco");
    assertThat(made.path("spec").propertyNames())
        .containsExactlyInAnyOrder("ociArtifact", "priority");
    assertThat(made.at("/spec/priority").asInt()).isEqualTo(99);
    assertThat(made.at("/spec/ociArtifact/registry/name").asString())
        .isEqualTo("registry.example:5000");
    assertThat(made.at("/spec/ociArtifact/image/repository").asString()).isEqualTo("rules/web");
    assertThat(made.at("/spec/ociArtifact/image/tag").asString()).isEqualTo(DIGEST);
  }

  @Test
  void theNextReleaseTakesTheEarlierOnesPlace() throws Exception {
    RuleFile file = Releases.file("web.yaml", "- list: l\n  items: [1]\n");
    assertThat(rulesfile(release(1, file)).at("/metadata/name").asString()).isEqualTo("my-web");
    assertThat(rulesfile(release(2, file)).at("/metadata/name").asString()).isEqualTo("my-web");
  }

  @Test
  void severalFilesAreJoinedInAConfigMap() throws Exception {
    JsonNode list =
        rulesfile(
            release(
                1,
                Releases.file("a.yaml", "- list: a\n  items: [1]"),
                Releases.file("b.yaml", "- list: b\n  items: [a]\n")));
    assertThat(list.path("kind").asString()).isEqualTo("List");
    JsonNode map = list.at("/items/0");
    JsonNode file = list.at("/items/1");
    assertThat(map.path("kind").asString()).isEqualTo("ConfigMap");
    assertThat(map.at("/metadata/name").asString()).isEqualTo("my-web-1-1-0-joined");
    assertThat(map.path("data").properties().iterator().next().getKey()).isEqualTo("rules.yaml");
    assertThat(map.path("data").path("rules.yaml").asString())
        .isEqualTo(
            "---\n# a.yaml\n- list: a\n  items: [1]\n---\n# b.yaml\n- list: b\n  items: [a]\n");
    assertThat(file.at("/spec/configMapRef/name").asString()).isEqualTo("my-web-1-1-0-joined");
    assertThat(file.at("/spec/ociArtifact").isMissingNode()).isTrue();
  }

  @Test
  void whatIsTooLargeForAConfigMapIsSaid() throws Exception {
    Release large =
        release(
            1,
            Releases.file("a.yaml", "# " + "x".repeat(1 << 20) + "\n"),
            Releases.file("b.yaml", "- list: b\n  items: [a]\n"));
    assertThatThrownBy(() -> rulesfile(large))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("larger than a ConfigMap may be");
  }
}
