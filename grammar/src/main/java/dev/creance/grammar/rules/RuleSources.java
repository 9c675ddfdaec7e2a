package dev.creance.grammar.rules;

import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.yaml.RawBytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rule files as a command line names them: a file is itself, a directory stands for its {@code
 * *.yaml} and {@code *.yml} files sorted by name, not for what lies deeper. The order is kept: it
 * is the order in which Falco would load them.
 */
public final class RuleSources {
  private RuleSources() {}

  /**
   * Reads all files.
   *
   * @throws IOException when one is missing or cannot be read; the message names it
   */
  public static List<SourceFile> read(List<Path> arguments) throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    for (Path argument : arguments) {
      for (Path file : files(argument)) {
        sources.add(new SourceFile(file.toString(), RawBytes.decode(Files.readAllBytes(file))));
      }
    }
    return sources;
  }

  /** All files that paths stand for, in the order in which they are loaded. */
  public static List<Path> files(List<Path> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path argument : arguments) {
      files.addAll(files(argument));
    }
    return files;
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
