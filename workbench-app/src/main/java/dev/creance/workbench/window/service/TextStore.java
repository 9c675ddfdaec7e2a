package dev.creance.workbench.window.service;

import dev.creance.grammar.yaml.RawBytes;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads and writes rule files. A file is replaced in one step, and a text that was not saved is
 * kept beside, so that nothing that was typed is lost when the program ends suddenly.
 */
public final class TextStore {
  private final Path unsaved;

  /**
   * @param own the workspace's own folder
   */
  public TextStore(Path own) {
    this.unsaved = own.resolve("unsaved");
  }

  /** The text of a file. */
  public String read(Path file) throws IOException {
    return RawBytes.decode(Files.readAllBytes(file));
  }

  /** Replaces a file; the old one stays whole until the new one is. */
  public void save(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    replace(file, text);
    forget(file);
  }

  /**
   * Makes a file.
   *
   * @throws Wrong when there is one already
   */
  public void create(Path file, String text) throws IOException, Wrong {
    if (Files.exists(file)) {
      throw new Wrong(file + " is there already and is no rule file of this workspace: look at it");
    }
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    replace(file, text);
  }

  /** Removes a file and what was kept of it. */
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    forget(file);
  }

  /** Keeps a text that was typed and not saved yet. */
  public void keep(Path file, String text) throws IOException {
    Files.createDirectories(unsaved);
    replace(copy(file), text);
  }

  /** The text that was typed and not saved when the program ended. */
  public Optional<String> kept(Path file) throws IOException {
    Path copy = copy(file);
    return Files.isRegularFile(copy) ? Optional.of(read(copy)) : Optional.empty();
  }

  /** Drops the kept text of a file. */
  public void forget(Path file) throws IOException {
    Files.deleteIfExists(copy(file));
  }

  private Path copy(Path file) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(file.toString().getBytes(StandardCharsets.UTF_8));
      return unsaved.resolve(HexFormat.of().formatHex(digest, 0, 6) + "-" + file.getFileName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Writes a file in one step, in a folder that is there. */
  static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.write(temporary, RawBytes.encode(text).getBytes(StandardCharsets.ISO_8859_1));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
