package dev.creance.workbench.input;

import dev.creance.grammar.rules.RuleSources;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.RawBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rules as a comparison names them: files or directories, several with commas between them; or what
 * git has of them, {@code REVISION:PATH}, for example {@code main:rules/} or {@code HEAD~1:a.yaml}.
 */
public final class RuleRevision {
  private RuleRevision() {}

  /**
   * Reads the rule files.
   *
   * @throws IOException when there is no such file, directory or revision; the message names it
   */
  public static List<SourceFile> read(String named) throws IOException, InterruptedException {
    List<SourceFile> sources = new ArrayList<>();
    for (String part : named.split(",")) {
      int colon = part.indexOf(':');
      if (colon > 0 && !Files.exists(Path.of(part))) {
        sources.addAll(ofGit(part.substring(0, colon), part.substring(colon + 1)));
      } else {
        sources.addAll(RuleSources.read(List.of(Path.of(part))));
      }
    }
    return sources;
  }

  private static List<SourceFile> ofGit(String revision, String path)
      throws IOException, InterruptedException {
    if (revision.startsWith("-")) {
      throw new IOException(revision + ": not a revision");
    }
    String object = revision + ":" + (path.startsWith("/") ? path : "./" + path);
    String kind = new String(git("cat-file", "-t", object), StandardCharsets.UTF_8).strip();
    List<SourceFile> sources = new ArrayList<>();
    if (kind.equals("tree")) {
      String names =
          new String(git("ls-tree", "--name-only", "-z", object), StandardCharsets.UTF_8);
      for (String name : Arrays.stream(names.split("\0")).sorted().toList()) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
          String file = object + (object.endsWith("/") ? "" : "/") + name;
          sources.add(new SourceFile(file, RawBytes.decode(git("cat-file", "blob", file))));
        }
      }
    } else {
      sources.add(
          new SourceFile(revision + ":" + path, RawBytes.decode(git("cat-file", "blob", object))));
    }
    return sources;
  }

  private static byte[] git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException(
          arguments[arguments.length - 1].replace(":./", ":")
              + ": git has no such revision or file here");
    }
    return out;
  }
}
