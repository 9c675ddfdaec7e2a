package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void sarifGoesToAFile() throws IOException {
    Path sarif = folder.resolve("out.sarif");
    Run run =
        Run.of(
            "check",
            "--sarif",
            sarif.toString(),
            file("bad.yaml", GOOD.replace("WARNING", "LOUD")));
    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(Files.readString(sarif)).contains("\"ruleId\":\"LOAD_ERR_YAML_VALIDATE\"");
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
