package dev.creance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.release.approval.ReleaseFolder;
import dev.creance.testing.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code creance …}, each a process of its own, in a workspace. */
final class Commands {
  private static final List<String> OPTIONS = List.of("-Xmx256m", "-Xss8m");

  private final Path workspace;

  Commands(Path workspace) {
    this.workspace = workspace;
  }

  JavaProgram start(String... words) throws IOException {
    return JavaProgram.start(
        List.of(), OPTIONS, "dev.creance.workbench.Main", Arrays.asList(words));
  }

  /** Runs a command that has to end with a code; what it said. */
  String run(int code, String... words) throws IOException, InterruptedException {
    try (JavaProgram program = start(words)) {
      int ended = program.await();
      assertThat(ended)
          .as("creance %s%n%s", String.join(" ", words), program.messages())
          .isEqualTo(code);
      return program.messages();
    }
  }

  /** Runs {@code creance release …} in the workspace. */
  String release(int code, String command, Object... words)
      throws IOException, InterruptedException {
    return run(code, releaseWords(command, words));
  }

  JavaProgram startRelease(String command, Object... words) throws IOException {
    return start(releaseWords(command, words));
  }

  private String[] releaseWords(String command, Object... words) {
    List<String> all = new ArrayList<>(List.of("release", command));
    all.addAll(List.of("--workspace", workspace.toString()));
    for (Object word : words) {
      all.add(word.toString());
    }
    return all.toArray(String[]::new);
  }

  Path key(String person) {
    return workspace.resolve(person + ".key");
  }

  /** Makes a person's key; the public half. */
  String makeKey(String person) throws IOException, InterruptedException {
    String said = run(0, "release", "key", "--into", key(person).toString());
    Matcher line = Pattern.compile("(?m)^[A-Za-z0-9+/]+=*$").matcher(said);
    assertThat(line.find()).as(said).isTrue();
    return line.group();
  }

  Path workspace() {
    return workspace;
  }

  Path policy() {
    return workspace.resolve("policy.json");
  }

  Path releaseFolder(String ruleset, String version) {
    return workspace.resolve("releases/" + ruleset + "-" + version);
  }

  /** The digest of a release that was built. */
  String digest(String ruleset, String version) throws Exception {
    return new ReleaseFolder(releaseFolder(ruleset, version)).release().digest();
  }

  /** Ada builds a release, measured on corpora; nobody approves it yet. */
  void build(String ruleset, String version, String previous, List<Path> corpora, Path... rules)
      throws IOException, InterruptedException {
    List<Object> words = new ArrayList<>(List.of("--name", ruleset, "--version", version));
    words.addAll(List.of("--author", "ada", "--key", key("ada")));
    words.addAll(List.of("--into", releaseFolder(ruleset, version)));
    if (!previous.isEmpty()) {
      words.addAll(List.of("--previous", releaseFolder(ruleset, previous)));
    }
    corpora.forEach(corpus -> words.addAll(List.of("--corpus", corpus)));
    words.addAll(List.of(rules));
    release(0, "build", words.toArray());
  }

  void approve(String ruleset, String version) throws IOException, InterruptedException {
    release(0, "approve", "--person", "ben", "--key", key("ben"), releaseFolder(ruleset, version));
  }

  /** Publishes a release; what it said. */
  String publish(int code, String ruleset, String version, String channel)
      throws IOException, InterruptedException {
    return release(
        code,
        "publish",
        "--policy",
        policy(),
        "--as",
        "ada",
        "--to",
        channel,
        releaseFolder(ruleset, version));
  }

  Path write(String name, String text) throws IOException {
    Path file = workspace.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }
}
