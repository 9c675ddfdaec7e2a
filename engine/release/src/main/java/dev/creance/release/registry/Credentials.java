package dev.creance.release.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** User names and passwords of registries, as docker keeps them in {@code config.json}. */
public final class Credentials {
  /** None. */
  public static final Credentials NONE = new Credentials(Map.of());

  private final Map<String, String> basic;

  private Credentials(Map<String, String> basic) {
    this.basic = Map.copyOf(basic);
  }

  /** Credentials for one host. */
  public static Credentials of(String host, String user, String password) {
    return new Credentials(Map.of(host, encode(user + ":" + password)));
  }

  /** Reads docker's file; none when there is no such file. */
  public static Credentials read(Path config) throws IOException {
    JsonNode tree;
    try {
      tree = JsonMapper.shared().readTree(Files.readAllBytes(config));
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (JacksonException e) {
      throw new IOException(
          config + ": is not docker's configuration: " + e.getOriginalMessage(), e);
    }
    Map<String, String> basic = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.path("auths").properties()) {
      String host = entry.getKey().replaceFirst("^https?://", "").replaceFirst("/.*$", "");
      JsonNode auth = entry.getValue();
      if (!auth.path("auth").asString("").isEmpty()) {
        basic.put(host, auth.path("auth").asString());
      } else if (!auth.path("username").asString("").isEmpty()) {
        basic.put(
            host,
            encode(auth.path("username").asString() + ":" + auth.path("password").asString("")));
      }
    }
    return new Credentials(basic);
  }

  /** Where docker keeps its file: {@code $DOCKER_CONFIG} or the home folder. */
  public static Path usualFile(Map<String, String> environment, Path home) {
    String folder = environment.getOrDefault("DOCKER_CONFIG", "");
    return (folder.isEmpty() ? home.resolve(".docker") : Path.of(folder)).resolve("config.json");
  }

  /** Those that docker keeps for whoever runs this process. */
  public static Credentials ofThisUser() throws IOException {
    return read(usualFile(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  /** The value of a Basic authorization for a host. */
  Optional<String> basic(String host) {
    return Optional.ofNullable(basic.get(host));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
