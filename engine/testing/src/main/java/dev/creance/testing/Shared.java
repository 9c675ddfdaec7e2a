package dev.creance.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the folder {@code shared} with the conformance vectors and captures: the system property
 * {@code creance.shared}, else a folder of that name in or beside an ancestor of the working
 * directory. A test that needs it is skipped where it is not there.
 */
public final class Shared {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Shared() {}

  /** The path of a file in it; skips the test when there is none. */
  public static Path file(String name) {
    Path file = folder().resolve(name);
    Assumptions.assumeTrue(Files.exists(file), "not there: shared/" + name);
    return file;
  }

  /** The rows of a file of JSON lines, gzipped when its name ends so. */
  public static List<JsonNode> rows(String name) {
    return lines(name).stream().filter(l -> !l.isBlank()).map(JSON::readTree).toList();
  }

  public static List<String> lines(String name) {
    Path file = file(name);
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static Path folder() {
    String property = System.getProperty("creance.shared");
    if (property != null) {
      return Path.of(property);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/conformance"))) {
        return at.resolve("shared");
      }
    }
    Assumptions.abort("no folder shared/conformance; set -Dcreance.shared");
    throw new IllegalStateException();
  }
}
