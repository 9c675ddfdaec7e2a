package dev.creance.conformance.check;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder with captures, Falco's verdicts on them, rules and vectors. It lies beside the
 * repository, under the name {@code shared}.
 *
 * @param root the folder itself
 */
public record SharedFolder(Path root) {
  private static final int BUFFER = 1 << 16;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * The folder that the system property {@code creance.shared} names, else the first {@code shared}
   * with vectors in it that lies in or beside an ancestor of {@code from}.
   */
  public static Optional<SharedFolder> find(Path from) {
    String named = System.getProperty("creance.shared");
    if (named != null) {
      return Optional.of(new SharedFolder(Path.of(named)));
    }
    for (Path at = from.toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared");
      if (Files.isDirectory(candidate.resolve("conformance"))) {
        return Optional.of(new SharedFolder(candidate));
      }
    }
    return Optional.empty();
  }

  /** The folders of captures, by name. */
  public List<Path> captures() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.resolve("captures"))) {
      for (Path folder : folders) {
        if (Files.exists(folder.resolve("capture.scap.gz"))) {
          found.add(folder);
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  /** Falco's stock rules and the overlay that enables all, in the order in which Falco had them. */
  public List<Path> stockRules() {
    return List.of(
        rules("falco_rules.yaml"),
        rules("falco-incubating_rules.yaml"),
        rules("falco-sandbox_rules.yaml"),
        rules("enable-all.yaml"));
  }

  /** A rule file. */
  public Path rules(String name) {
    return root.resolve("rules").resolve(name);
  }

  /** A file of vectors. */
  public Path vectors(String name) {
    return root.resolve("conformance").resolve(name);
  }

  /** Opens a JSON Lines file, gzipped or not. */
  public static Rows open(Path file) throws IOException {
    return new Rows(
        new BufferedReader(new InputStreamReader(stream(file), StandardCharsets.UTF_8), BUFFER));
  }

  /** The rows of a JSON Lines file. */
  public static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    eachRow(file, all::add);
    return all;
  }

  /** Gives the rows of a JSON Lines file one by one. */
  public static void eachRow(Path file, Consumer<JsonNode> consumer) throws IOException {
    try (Rows rows = open(file)) {
      for (JsonNode row = rows.next(); row != null; row = rows.next()) {
        consumer.accept(row);
      }
    }
  }

  /** A JSON document, gzipped or not. */
  public static JsonNode document(Path file) throws IOException {
    try (InputStream in = stream(file)) {
      return JSON.readTree(in);
    }
  }

  private static InputStream stream(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** The objects of a JSON Lines file, in order; other lines are passed over. */
  public static final class Rows implements Closeable {
    private final BufferedReader reader;

    private Rows(BufferedReader reader) {
      this.reader = reader;
    }

    /** The next object, or null at the end. */
    public @Nullable JsonNode next() throws IOException {
      String line = reader.readLine();
      while (line != null && !line.startsWith("{")) {
        line = reader.readLine();
      }
      return line == null ? null : JSON.readTree(line);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
