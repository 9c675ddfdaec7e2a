package dev.creance.recorder.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Docker's HTTP interface, which Podman has, too. */
record DockerRuntime(Path socket, ContainerInfo.Kind kind, Duration patience)
    implements ContainerRuntime {

  @Override
  public Optional<ContainerInfo> find(ContainerReference reference) throws IOException {
    String id = URLEncoder.encode(reference.fullId(), StandardCharsets.UTF_8);
    Optional<byte[]> body = get("/v1.24/containers/" + id + "/json");
    if (body.isEmpty()) {
      return Optional.empty();
    }
    JsonValue json = JsonValue.parse(body.get());
    ContainerInfo info = new ContainerInfo(kind, reference);
    String name = json.at("Name").text();
    info.name = name.startsWith("/") ? name.substring(1) : name;
    JsonValue config = json.at("Config");
    info.image = config.at("Image").text();
    info.user = config.at("User").text();
    info.labels.putAll(config.at("Labels").texts());
    config.at("Env").items().forEach(entry -> info.environment.add(entry.text()));
    String image = json.at("Image").text();
    info.imageId = image.startsWith("sha256:") ? image.substring("sha256:".length()) : image;
    JsonValue host = json.at("HostConfig");
    info.privileged = host.at("Privileged").flag();
    info.hostNetwork = host.at("NetworkMode").text().equals("host");
    info.hostPid = host.at("PidMode").text().equals("host");
    info.hostIpc = host.at("IpcMode").text().equals("host");
    info.ip = json.at("NetworkSettings", "IPAddress").text();
    info.createdSeconds = seconds(json.at("Created").text());
    for (JsonValue mount : json.at("Mounts").items()) {
      info.mounts.add(
          new ContainerInfo.Mount(
              mount.at("Source").text(),
              mount.at("Destination").text(),
              mount.at("Mode").text(),
              mount.at("RW").flag(),
              mount.at("Propagation").text()));
    }
    return Optional.of(info);
  }

  private static long seconds(String time) {
    try {
      return Instant.parse(time).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** The body of an answer 200; nothing for any other. */
  private Optional<byte[]> get(String path) throws IOException {
    try (UnixConnection connection = new UnixConnection(socket, patience)) {
      connection.write(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      String status = line(connection);
      boolean found = status.matches("HTTP/1\\.[01] 200.*");
      boolean chunked = false;
      long length = -1;
      for (String header = line(connection); !header.isEmpty(); header = line(connection)) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Long.parseLong(lower.substring("content-length:".length()).strip());
        }
        chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
      }
      return found ? Optional.of(body(connection, chunked, length)) : Optional.empty();
    } catch (NumberFormatException e) {
      throw new IOException("an answer that isn't HTTP", e);
    }
  }

  private static byte[] body(UnixConnection connection, boolean chunked, long length)
      throws IOException {
    if (length >= 0) {
      return connection.read(Math.toIntExact(length));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (chunked) {
      for (int size = chunkSize(connection); size > 0; size = chunkSize(connection)) {
        body.write(connection.read(size));
        line(connection);
      }
    } else {
      for (int one = connection.read(); one >= 0; one = connection.read()) {
        body.write(one);
      }
    }
    return body.toByteArray();
  }

  private static int chunkSize(UnixConnection connection) throws IOException {
    return Integer.parseInt(line(connection).split(";")[0].strip(), 16);
  }

  private static String line(UnixConnection connection) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int one = connection.read(); one != '\n' && one >= 0; one = connection.read()) {
      if (one != '\r') {
        line.append((char) one);
      }
    }
    return line.toString();
  }
}
