package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  private static final String GOOD =
      """
      - rule: shell
        desc: a shell
        condition: evt.type = execve and proc.name = bash
        output: "%proc.name"
        priority: WARNING
      """;

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void rulesThatLoadAreGood() throws IOException {
    Run run = Run.of("check", file("good.yaml", GOOD));
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("loads: 1 rule (1 enabled), 0 warnings");
  }

  @Test
  void aProblemIsShownWithItsPlaceAndExitsWithOne() throws IOException {
    Run run = Run.of("check", file("bad.yaml", GOOD.replace("proc.name =", "proc.nmae =")));
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .contains("error[LOAD_ERR_COMPILE_CONDITION]")
        .contains("bad.yaml:3:36")
        .contains("^^^^^^^^^");
  }

  @Test
  void jsonIsOneDocument() throws IOException {
    Run run = Run.of("check", "--json", file("bad.yaml", GOOD.replace("WARNING", "LOUD")));
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out())
        .startsWith("{\"successful\":false,\"errors\":[{\"code\":\"LOAD_ERR_YAML_VALIDATE\"")
        .endsWith("}\n");
  }

  @Test
  void aDiagnosticHasItsPlaceAndItsFix() throws IOException {
    String path = file("bad.yaml", GOOD.replace("evt.type = execve", "evt.type = exceve"));
    JsonNode found = JsonMapper.shared().readTree(Run.of("check", "--json", path).out());
    JsonNode error = found.path("errors").path(0);
    assertThat(found.path("successful").asBoolean(true)).isFalse();
    assertThat(found.path("warnings").isArray()).isTrue();
    assertThat(error.path("code").asString()).isEqualTo("LOAD_ERR_COMPILE_CONDITION");
    assertThat(error.path("message").asString()).contains("exceve");
    assertThat(error.path("file").asString()).isEqualTo(path);
    assertThat(error.path("item").asString()).contains("shell");
    assertThat(place(error)).isEqualTo("3:25-3:31");
    assertThat(place(error.path("fix"))).isEqualTo("3:25-3:31");
    assertThat(error.at("/fix/replacement").asString()).isEqualTo("execve");
  }

  private static String place(JsonNode node) {
    return node.path("line").asInt()
        + ":"
        + node.path("column").asInt()
        + "-"
        + node.path("endLine").asInt()
        + ":"
        + node.path("endColumn").asInt();
  }

  @Test
  void sarifGoesToAFile() throws IOException {
    Path sarif = folder.resolve("out.sarif");
    Run run =
        Run.of(
            "check",
            "--sarif",
            sarif.toString(),
            file("bad.yaml", GOOD.replace("WARNING", "LOUD")));
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    JsonNode log = JsonMapper.shared().readTree(sarif.toFile());
    assertThat(log.path("version").asString()).isEqualTo("2.1.0");
    JsonNode result = log.at("/runs/0/results/0");
    assertThat(result.path("ruleId").asString()).isEqualTo("LOAD_ERR_YAML_VALIDATE");
    assertThat(result.path("level").asString()).isEqualTo("error");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asString()).endsWith("bad.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(5);
  }

  @Test
  void rulesOfSourcesThatAreNotLoadedAreSkipped() throws IOException {
    String audit =
        """
        - rule: audit
          desc: an audit event
          condition: ka.verb = create
          output: "%ka.verb"
          priority: INFO
          source: k8s_audit
        """;
    assertThat(Run.of("check", file("audit.yaml", audit)).err()).contains("1 rule (");
    Run run = Run.of("check", "--source", "syscall", "--json", file("audit.yaml", audit));
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("LOAD_UNKNOWN_SOURCE");
  }

  @Test
  void aMissingFileIsUnreadableInput() {
    Run run = Run.of("check", folder.resolve("none.yaml").toString());
    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.err()).contains("none.yaml: no such file");
  }
}
