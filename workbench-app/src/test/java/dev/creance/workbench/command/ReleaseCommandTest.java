package dev.creance.workbench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCommandTest {
  private static final String RULE =
      """
      - required_engine_version: 0.50.0
      - rule: r
        desc: d
        condition: evt.type = execve%s
        output: o
        priority: CRITICAL
      """;

  @TempDir private Path folder;
  private Path rules;
  private Path policy;

  @BeforeEach
  void peopleAndRules() throws Exception {
    rules = Files.writeString(folder.resolve("web.yaml"), RULE.formatted(""));
    StringBuilder people = new StringBuilder();
    for (String name : new String[] {"ada", "ben"}) {
      Run made = Run.of("release", "key", "--into", folder.resolve(name + ".key").toString());
      assertThat(made.code()).isEqualTo(ExitCode.DONE);
      people
          .append(people.isEmpty() ? "" : ", ")
          .append(
              "{\"name\": \"%s\", \"key\": \"%s\", \"roles\": [\"%s\"]}"
                  .formatted(name, made.out().strip(), name.equals("ada") ? "AUTHOR" : "APPROVER"));
    }
    policy =
        Files.writeString(
            folder.resolve("policy.json"),
            "{\"people\": ["
                + people
                + "], \"approvals\": 1, \"stricter\": [], \"forBreaches\": 0}");
  }

  private Run build(String into, String... more) {
    String[] all = new String[12 + more.length];
    System.arraycopy(
        new String[] {
          "release",
          "build",
          "--name=web",
          "--version=1.0.0",
          "--author",
          "ada",
          "--key",
          folder.resolve("ada.key").toString(),
          "--into",
          folder.resolve(into).toString()
        },
        0,
        all,
        0,
        10);
    System.arraycopy(more, 0, all, 10, more.length);
    all[10 + more.length] = "--";
    all[11 + more.length] = rules.toString();
    return Run.of(all);
  }

  private Run verify(String release) {
    return Run.of(
        "release", "verify", "--policy", policy.toString(), folder.resolve(release).toString());
  }

  private Run approve(String person, String release) {
    return Run.of(
        "release",
        "approve",
        "--person",
        person,
        "--key",
        folder.resolve(person + ".key").toString(),
        folder.resolve(release).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key",
        "build",
        "show",
        "approve",
        "verify",
        "publish",
        "status",
        "promote",
        "rollout",
        "rollback",
        "audit"
      })
  void everyCommandSaysWhatItTakes(String command) {
    Run help = Run.of("release", command, "--help");
    assertThat(help.code()).as(help.err()).isEqualTo(ExitCode.DONE);
    assertThat(help.out()).startsWith("Usage: creance release " + command);
  }

  @Test
  void fourEyesLetAReleaseOut() throws Exception {
    assertThat(build("one").code()).isEqualTo(ExitCode.DONE);
    assertThat(verify("one").code()).isEqualTo(ExitCode.NO);
    assertThat(verify("one").out()).contains("no approval and needs 1");
    assertThat(approve("ada", "one").code()).isEqualTo(ExitCode.NO);
    assertThat(approve("ben", "one").code()).isEqualTo(ExitCode.DONE);
    assertThat(verify("one").code()).isEqualTo(ExitCode.DONE);
    Run shown = Run.of("release", "show", folder.resolve("one").toString());
    assertThat(shown.out()).contains("web 1.0.0", "Approved by ben", "added", "Critical");
    Path file = folder.resolve("one/rules/web.yaml");
    Files.writeString(file, Files.readString(file) + "\n");
    assertThat(verify("one").code()).isEqualTo(ExitCode.NO);
    assertThat(verify("one").out()).contains("web.yaml is not the file that was approved");
  }

  @Test
  void theNextReleaseSaysWhatChanged() throws Exception {
    build("one");
    Files.writeString(rules, RULE.formatted(" and proc.name = bash"));
    Run second = build("two", "--previous", folder.resolve("one").toString());
    assertThat(second.code()).isEqualTo(ExitCode.DONE);
    assertThat(second.out()).contains("release 2", "changed");
    Run same = build("three", "--previous", folder.resolve("two").toString());
    assertThat(same.out()).contains("No rule changes");
  }

  @Test
  void everyStepIsInTheAuditTrail() throws Exception {
    build("one");
    approve("ben", "one");
    String workspace = folder.toString();
    Run shown = Run.of("release", "audit", "--workspace", workspace);
    assertThat(shown.code()).as(shown.err()).isEqualTo(ExitCode.DONE);
    assertThat(shown.out().lines()).hasSize(3);
    assertThat(shown.out()).contains("ada  built", "ben  approved", "web, version 1.0.0");
    Path export = folder.resolve("audit.jsonl");
    Run exported =
        Run.of("release", "audit", "--workspace", workspace, "--export", export.toString());
    assertThat(exported.code()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllLines(export)).hasSize(2).allMatch(line -> line.startsWith("{"));
    approve("ben", "one");
    Run good =
        Run.of(
            "release",
            "audit",
            "--workspace",
            workspace,
            "--verify",
            "--against",
            export.toString());
    assertThat(good.code()).as(good.err()).isEqualTo(ExitCode.DONE);
    assertThat(good.err()).contains("3 entries, as they were written; the last has hash ");
    Files.writeString(export, Files.readString(export).replace("ben", "eve"));
    Run other =
        Run.of("release", "audit", "--workspace", workspace, "--against", export.toString());
    assertThat(other.code()).isEqualTo(ExitCode.NO);
    assertThat(other.err()).contains("entry 2 of ", "was changed there");
    Path trail = folder.resolve(".creance/audit.db");
    String text = Files.readString(trail, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.writeString(
        trail,
        text.replace("Zadabuilt", "Zevebuilt"),
        java.nio.charset.StandardCharsets.ISO_8859_1);
    Run tampered = Run.of("release", "audit", "--workspace", workspace, "--verify");
    assertThat(tampered.code()).isEqualTo(ExitCode.NO);
    assertThat(tampered.err()).contains("entry 1 was changed");
    Run none = Run.of("release", "audit", "--workspace", folder.resolve("none").toString());
    assertThat(none.code()).isEqualTo(ExitCode.INPUT);
    assertThat(none.err()).contains("there is no audit trail");
  }

  @Test
  void budgetsAreForAllRulesATagOrAPriority() {
    Run wrong = build("one", "--budget", "critical=much");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("'critical=much' is no budget");
    assertThat(build("two", "--budget", "critical=1", "--budget", "20").code())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void aReleaseNeverChanges() {
    build("one");
    Run again = build("one");
    assertThat(again.code()).isEqualTo(ExitCode.INPUT);
    assertThat(again.err()).contains("never changes");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(Run.of("release").code()).isEqualTo(ExitCode.USAGE);
    Run none = verify("nowhere");
    assertThat(none.code()).isEqualTo(ExitCode.NO);
    assertThat(none.out()).contains("nowhere", "is no release");
    Run wrong = Run.of("release", "status", "--policy", policy.toString(), "no reference at all");
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("host[:port]/repository");
  }
}
