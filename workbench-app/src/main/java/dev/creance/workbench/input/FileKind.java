package dev.creance.workbench.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells captures and corpora from rule files, where a command line leaves it open. */
public final class FileKind {
  private static final int GZIP = 0x1F8B;
  private static final int SECTION_HEADER = 0x0A0D;

  private FileKind() {}

  /**
   * Whether a file is a capture or an audit log: it begins as a gzip file, with a section header,
   * or with a JSON object, which no rule file does; or it cannot be read and is called {@code
   * *.scap} or {@code *.scap.gz}; or it is called {@code *.jsonl}. Only ordinary files are looked
   * into.
   */
  public static boolean isCapture(Path file) {
    String name = file.toString();
    if (Files.isRegularFile(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        int first = in.read();
        int magic = first << 8 | in.read();
        return magic == GZIP || magic == SECTION_HEADER || first == '{' || name.endsWith(".jsonl");
      } catch (IOException e) {
        // Whoever reads it will say so.
      }
    }
    return name.endsWith(".scap") || name.endsWith(".scap.gz") || name.endsWith(".jsonl");
  }

  /** Whether a folder is a corpus, or the beginning of one that an import left. */
  public static boolean isCorpus(Path folder) {
    if (Files.isRegularFile(folder.resolve("manifest"))) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var segments = Files.newDirectoryStream(folder, "*.segment")) {
      return segments.iterator().hasNext();
    } catch (IOException e) {
      // Whoever reads it will say so.
      return false;
    }
  }
}
