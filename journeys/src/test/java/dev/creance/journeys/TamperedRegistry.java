package dev.creance.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Signature;
import dev.creance.release.bundle.Digest;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleArchive;
import dev.creance.release.bundle.RuleFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry in an intruder's hands, with one channel. Each time that somebody looks at it, it
 * points at the same release with another byte flipped, from the first to the last byte of its
 * manifest, report, signatures, rule file, and of the archive of rule files; afterwards at the
 * release as it was signed. All digests that a registry makes are right, so that nothing but the
 * signatures speaks against it; only the archive, of which not every byte means something, keeps
 * the digest of what it was.
 */
final class TamperedRegistry implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String RELEASE = "application/vnd.creance.release.v1";
  private static final String CHANNEL = "stable";

  /** What of the release is flipped. */
  private enum Part {
    DOCUMENT,
    REPORT,
    SIGNATURES,
    RULES,
    ARCHIVE
  }

  /** A flip of a bit of a byte; none at -1. */
  private record Flip(Part part, int at) {}

  /** What the registry holds while it points at one artifact. */
  private record Content(String artifact, Map<String, byte[]> byDigest, byte[] attached) {}

  private final Release release;
  private final List<Signature> signatures;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Flip> flips = new ArrayList<>();

  /** By who looked: how often. */
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();

  private volatile boolean open;
  private final Map<String, Content> shown = new ConcurrentHashMap<>();

  /** The artifacts of all flips. */
  private final List<String> artifacts = new ArrayList<>();

  /**
   * @param release with one rule file
   */
  TamperedRegistry(String host, Release release, List<Signature> signatures) throws Exception {
    this.release = release;
    this.signatures = signatures;
    for (Part part : Part.values()) {
      for (int at = 0; at < bytes(part).length; at++) {
        flips.add(new Flip(part, at));
        artifacts.add(content(flips.size() - 1).artifact());
      }
    }
    server = HttpServer.create(new InetSocketAddress(host, 0), 0);
    server.setExecutor(threads);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  String channel() {
    return server.getAddress().getHostString()
        + ":"
        + server.getAddress().getPort()
        + "/rules/"
        + release.manifest().name()
        + ":"
        + CHANNEL;
  }

  /** Begins to answer; until then it is down. */
  void open() {
    open = true;
  }

  /** The digests of what it points at in turn. */
  List<String> artifacts() {
    return artifacts;
  }

  private byte[] bytes(Part part) {
    return switch (part) {
      case DOCUMENT -> release.manifestBytes();
      case REPORT -> release.reportBytes();
      case SIGNATURES -> ApprovalFiles.write(signatures);
      case RULES -> release.files().getFirst().content();
      case ARCHIVE -> RuleArchive.pack(release.files());
    };
  }

  private byte[] flipped(Part part, Flip flip) {
    byte[] bytes = bytes(part);
    if (flip.part() == part) {
      bytes[flip.at()] ^= (byte) (1 << flip.at() % Byte.SIZE);
    }
    return bytes;
  }

  /** As it is at a look; behind the last flip nothing is flipped. */
  private Content content(int look) throws ReleaseException {
    Flip flip = look < flips.size() ? flips.get(look) : new Flip(Part.DOCUMENT, -1);
    boolean whole = flip.at() < 0;
    Map<String, byte[]> blobs = new HashMap<>();
    RuleFile file = release.files().getFirst();
    byte[] rules = whole ? file.content() : flipped(Part.RULES, flip);
    byte[] archive = RuleArchive.pack(List.of(new RuleFile(file.name(), rules)));
    String layer = add(blobs, "application/vnd.cncf.falco.rulesfile.layer.v1+tar.gz", archive);
    if (!whole && flip.part() == Part.ARCHIVE) {
      blobs.put(Digest.of(archive), flipped(Part.ARCHIVE, flip));
    }
    String config = add(blobs, "application/vnd.cncf.falco.rulesfile.config.v1+json", text("{}"));
    byte[] artifact =
        text(
            """
            {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s],"annotations":{"look":"%d"}}\
            """
                .formatted(MANIFEST, config, layer, look));
    List<String> layers = new ArrayList<>();
    for (Part part : List.of(Part.DOCUMENT, Part.REPORT, Part.SIGNATURES)) {
      String kind =
          part == Part.DOCUMENT ? "manifest" : part.name().toLowerCase(java.util.Locale.ROOT);
      layers.add(
          add(
              blobs,
              "application/vnd.creance.release." + kind + ".v1+json",
              whole ? bytes(part) : flipped(part, flip)));
    }
    byte[] referrer =
        text(
            """
            {"schemaVersion":2,"mediaType":"%s","artifactType":"%s","config":%s,"layers":[%s],"subject":%s}\
            """
                .formatted(
                    MANIFEST,
                    RELEASE,
                    config,
                    String.join(",", layers),
                    add(blobs, MANIFEST, artifact)));
    String attached =
        add(blobs, MANIFEST, referrer).replace("}", ",\"artifactType\":\"" + RELEASE + "\"}");
    byte[] index =
        text(
            """
            {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\
            """
                .formatted(INDEX, attached));
    return new Content(Digest.of(artifact), blobs, index);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Adds something; its descriptor. */
  private static String add(Map<String, byte[]> blobs, String mediaType, byte[] bytes) {
    blobs.put(Digest.of(bytes), bytes);
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, Digest.of(bytes), bytes.length);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!open) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      String who = exchange.getRemoteAddress().getAddress().getHostAddress();
      String path = exchange.getRequestURI().getPath();
      String asked = path.substring(path.lastIndexOf('/') + 1);
      if (asked.equals(CHANNEL)) {
        int look = Math.min(flips.size(), looks.merge(who, 1, Integer::sum) - 1);
        shown.put(who, content(look));
      }
      Content content = shown.get(who);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (path.contains("/referrers/")) {
        send(exchange, INDEX, content.attached());
      } else {
        byte[] body = content.byDigest().get(asked.equals(CHANNEL) ? content.artifact() : asked);
        if (body == null) {
          exchange.sendResponseHeaders(404, -1);
        } else {
          send(
              exchange, path.contains("/manifests/") ? MANIFEST : "application/octet-stream", body);
        }
      }
    } catch (ReleaseException e) {
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
