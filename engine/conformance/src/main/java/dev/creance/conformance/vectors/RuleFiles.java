package dev.creance.conformance.vectors;

import dev.creance.grammar.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The rule files of a row: their documents are given as JSON, which is YAML. */
final class RuleFiles {
  private RuleFiles() {}

  /** All files; empty when the text of one is not there. */
  static List<SourceFile> of(JsonNode files) {
    List<SourceFile> found = new ArrayList<>();
    for (JsonNode file : files) {
      if (!file.has("docs") && !file.has("text")) {
        return List.of();
      }
      found.add(file(file));
    }
    return found;
  }

  static SourceFile file(JsonNode file) {
    String name = file.path("name").asString("rules.yaml");
    if (file.has("text")) {
      return new SourceFile(name, file.path("text").asString());
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode document : file.path("docs")) {
      text.append("---\n").append(document).append('\n');
    }
    return new SourceFile(name, text.toString());
  }
}
