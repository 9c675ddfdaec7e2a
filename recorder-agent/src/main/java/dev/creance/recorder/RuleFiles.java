package dev.creance.recorder;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.RawBytes;
import dev.creance.match.Matching;
import dev.creance.recorder.detect.ArmedRules;
import dev.creance.recorder.detect.RulesException;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.RuleFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rule files as a command line names them: folders stand for their YAML files, sorted by name. */
final class RuleFiles {
  private RuleFiles() {}

  static List<SourceFile> read(List<Path> arguments) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path argument : arguments) {
      for (Path file : files(argument)) {
        sources.add(source(file.toString(), Files.readAllBytes(file)));
      }
    }
    return sources;
  }

  /** The rules of a release, in its order. */
  static ArmedRules load(Release release, Matching matching) throws RulesException {
    List<SourceFile> sources = new ArrayList<>();
    for (RuleFile file : release.files()) {
      sources.add(source(file.name(), file.content()));
    }
    return ArmedRules.load(
        release.manifest().name() + " " + release.manifest().version(), sources, matching);
  }

  private static SourceFile source(String name, byte[] content) {
    return new SourceFile(name, RawBytes.decode(content));
  }

  private static List<Path> files(Path argument) throws IOException {
    if (!Files.isDirectory(argument)) {
      return List.of(argument);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(argument, "*.{yaml,yml}")) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    }
    Collections.sort(files);
    return files;
  }
}
