package dev.creance.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a rule file was, byte by byte. */
public final class FileDigest {
  private FileDigest() {}

  /** SHA-256 of a file, hexadecimal. */
  public static String of(Path file) throws IOException {
    return Digests.sha256(Files.readAllBytes(file));
  }
}
