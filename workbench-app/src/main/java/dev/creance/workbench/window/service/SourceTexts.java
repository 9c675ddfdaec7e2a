package dev.creance.workbench.window.service;

import dev.creance.grammar.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of rule files as the grammar takes them. A text that did not change stays the same
 * object, by which the grammar knows that it need not be read again. For one thread.
 */
final class SourceTexts {
  private Map<Path, SourceFile> files = Map.of();

  /** The files of texts, in the same order. */
  List<SourceFile> of(Map<Path, String> texts) {
    Map<Path, SourceFile> now = new LinkedHashMap<>();
    texts.forEach((path, text) -> {
      SourceFile before = files.get(path);
      now.put(
          path,
          before != null && before.text().equals(text)
              ? before
              : new SourceFile(path.toString(), text));
    });
    files = now;
    return new ArrayList<>(now.values());
  }

  /** A file of the texts that were asked for last. */
  @Nullable SourceFile file(Path path) {
    return files.get(path);
  }
}
