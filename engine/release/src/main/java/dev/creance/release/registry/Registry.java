package dev.creance.release.registry;

import dev.creance.release.bundle.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registry, by the OCI distribution specification. What it sends is checked against the digest
 * that was asked for; what fails on the way is tried again, blobs from where they were cut off.
 */
public final class Registry implements AutoCloseable {
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;

  /** No manifest is larger. */
  private static final int LARGEST_MANIFEST = 4 << 20;

  private static final String ACCEPT = Manifest.MEDIA_TYPE + ", " + Index.MEDIA_TYPE;

  private final Transport transport;

  public Registry(RegistryOptions options) {
    this.transport = new Transport(options);
  }

  /**
   * A manifest as the registry has it.
   *
   * @param bytes whose digest is {@code digest}
   */
  public record Stored(String digest, String mediaType, byte[] bytes) {}

  private URI uri(Reference at, String path) {
    return URI.create(
        (transport.plain(at) ? "http" : "https")
            + "://"
            + at.host()
            + "/v2/"
            + at.repository()
            + path);
  }

  /** Puts a blob into a repository unless it is there. Returns its digest. */
  public String putBlob(Reference at, byte[] blob) throws IOException, InterruptedException {
    String digest = Digest.of(blob);
    HttpRequest.Builder head = HttpRequest.newBuilder(uri(at, "/blobs/" + digest));
    if (transport.send(at, head.HEAD(), "pull,push").status() == 200) {
      return digest;
    }
    Transport.Answer started =
        transport.send(
            at,
            HttpRequest.newBuilder(uri(at, "/blobs/uploads/")).POST(BodyPublishers.noBody()),
            "pull,push");
    if (started.status() != ACCEPTED) {
      throw refused(at, "an upload", started);
    }
    String location =
        started
            .header("Location")
            .orElseThrow(() -> new RegistryException(at + ": an upload without a place", 0));
    URI upload = uri(at, "/").resolve(location);
    URI target =
        URI.create(upload + (upload.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    Transport.Answer done =
        transport.send(
            at,
            HttpRequest.newBuilder(target)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(blob)),
            "pull,push");
    if (done.status() != CREATED) {
      throw refused(at, "a blob", done);
    }
    return digest;
  }

  /**
   * A blob.
   *
   * @throws RegistryException when it is not there
   * @throws ChangedException when it is not what the descriptor says
   */
  public byte[] blob(Reference at, Descriptor descriptor) throws IOException, InterruptedException {
    byte[] have = new byte[0];
    URI uri = uri(at, "/blobs/" + descriptor.digest());
    Pace pace = transport.pace();
    while (have.length < descriptor.size()) {
      if (pace.slow()) {
        throw new RegistryException(
            at + ": the blob " + descriptor.digest() + " comes too slowly, " + pace, 0);
      }
      HttpRequest.Builder get = HttpRequest.newBuilder(uri).GET();
      if (have.length > 0) {
        get.header("Range", "bytes=" + have.length + "-");
      }
      Transport.Answer answer = transport.receivePart(at, get, descriptor.size() - have.length);
      if (answer.status() != 200 && answer.status() != PARTIAL) {
        throw refused(at, "the blob " + descriptor.digest(), answer);
      }
      byte[] part = answer.body();
      if (part.length == 0) {
        throw new RegistryException(at + ": the blob " + descriptor.digest() + " is cut off", 0);
      }
      // A registry that knows no ranges begins anew.
      byte[] before = answer.status() == PARTIAL ? have : new byte[0];
      byte[] joined = Arrays.copyOf(before, before.length + part.length);
      System.arraycopy(part, 0, joined, before.length, part.length);
      if (joined.length <= have.length) {
        throw new RegistryException(
            at + ": the blob " + descriptor.digest() + " is cut off again and again", 0);
      }
      pace.add(joined.length - have.length);
      have = joined;
    }
    if (have.length != descriptor.size() || !Digest.of(have).equals(descriptor.digest())) {
      throw new ChangedException(
          at
              + ": what came for "
              + descriptor.digest()
              + " has another digest; it was changed on"
              + " the way or in the registry");
    }
    return have;
  }

  /** Puts a manifest under a tag or its digest. Returns its digest. */
  public String putManifest(Reference at, byte[] manifest, String mediaType)
      throws IOException, InterruptedException {
    Transport.Answer answer =
        transport.send(
            at,
            HttpRequest.newBuilder(uri(at, "/manifests/" + at.tag()))
                .header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofByteArray(manifest)),
            "pull,push");
    if (answer.status() != CREATED) {
      throw refused(at, "a manifest", answer);
    }
    return Digest.of(manifest);
  }

  /** The manifest of a tag or digest; empty when there is none. */
  public Optional<Stored> manifest(Reference at) throws IOException, InterruptedException {
    return manifest(at, null);
  }

  /**
   * The manifest of a tag, when it is not the one that is known already.
   *
   * @param known the digest of the manifest that is known; the registry then answers without a body
   * @return empty when there is none; the known digest without bytes when nothing changed
   */
  public Optional<Stored> manifest(Reference at, @Nullable String known)
      throws IOException, InterruptedException {
    HttpRequest.Builder get =
        HttpRequest.newBuilder(uri(at, "/manifests/" + at.tag())).header("Accept", ACCEPT).GET();
    if (known != null) {
      get.header("If-None-Match", '"' + known + '"');
    }
    Transport.Answer answer = transport.receive(at, get, LARGEST_MANIFEST);
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (answer.status() == NOT_MODIFIED && known != null) {
      return Optional.of(new Stored(known, "", new byte[0]));
    }
    if (answer.status() != 200) {
      throw refused(at, "a manifest", answer);
    }
    String digest = Digest.of(answer.body());
    if (Digest.isOne(at.tag()) && !digest.equals(at.tag())) {
      throw new ChangedException(at + ": the registry sent another manifest, " + digest);
    }
    String type = answer.header("Content-Type").orElse(Manifest.MEDIA_TYPE);
    return Optional.of(new Stored(digest, type, answer.body()));
  }

  /**
   * The manifests that refer to another one, of a type of artifact. Asks the registry's referrers,
   * and where it has none the tag that stands for them.
   */
  public List<Descriptor> referrers(Reference at, String digest, String artifactType)
      throws IOException, InterruptedException {
    HttpRequest.Builder get =
        HttpRequest.newBuilder(uri(at, "/referrers/" + digest))
            .header("Accept", Index.MEDIA_TYPE)
            .GET();
    Transport.Answer answer = transport.receive(at, get, LARGEST_MANIFEST);
    byte[] index;
    if (answer.status() == 200 && answer.header("Content-Type").orElse("").contains("index")) {
      index = answer.body();
    } else {
      Optional<Stored> tagged = manifest(at.at(tag(digest)));
      if (tagged.isEmpty()) {
        return List.of();
      }
      index = tagged.get().bytes();
    }
    return Index.read(index).manifests().stream()
        .filter(descriptor -> artifactType.equals(descriptor.artifactType()))
        .toList();
  }

  /** Puts a manifest that refers to another, so that {@link #referrers} finds it. */
  public String putReferrer(Reference at, Manifest manifest)
      throws IOException, InterruptedException {
    byte[] bytes = manifest.toJson();
    Descriptor subject = manifest.subject();
    if (subject == null) {
      throw new IllegalArgumentException("a referrer refers to something");
    }
    Transport.Answer answer =
        transport.send(
            at,
            HttpRequest.newBuilder(uri(at, "/manifests/" + Digest.of(bytes)))
                .header("Content-Type", Manifest.MEDIA_TYPE)
                .PUT(BodyPublishers.ofByteArray(bytes)),
            "pull,push");
    if (answer.status() != CREATED) {
      throw refused(at, "a manifest", answer);
    }
    if (answer.header("OCI-Subject").isEmpty()) {
      tagReferrer(at, manifest, bytes, subject);
    }
    return Digest.of(bytes);
  }

  /** For registries without a referrers API: an index under a tag made of the digest. */
  private void tagReferrer(Reference at, Manifest manifest, byte[] bytes, Descriptor subject)
      throws IOException, InterruptedException {
    Reference tag = at.at(tag(subject.digest()));
    List<Descriptor> all = new ArrayList<>();
    Optional<Stored> before = manifest(tag);
    if (before.isPresent()) {
      all.addAll(Index.read(before.get().bytes()).manifests());
    }
    String digest = Digest.of(bytes);
    if (all.stream().noneMatch(descriptor -> descriptor.digest().equals(digest))) {
      all.add(
          new Descriptor(Manifest.MEDIA_TYPE, digest, bytes.length, manifest.artifactType(), null));
      putManifest(tag, Index.of(all).toJson(), Index.MEDIA_TYPE);
    }
  }

  private static String tag(String digest) {
    return digest.replace(':', '-');
  }

  private static RegistryException refused(Reference at, String what, Transport.Answer answer) {
    String why =
        switch (answer.status()) {
          case 401 -> "it wants a login: docker login " + at.host();
          case 403 -> "these credentials may not do it";
          case NOT_FOUND -> "it is not there";
          default -> answer.text();
        };
    return new RegistryException(
        at + ": the registry refused " + what + " with status " + answer.status() + ": " + why,
        answer.status());
  }

  /** How many bytes were sent and received, by direction. */
  public Map<String, Long> traffic() {
    return transport.traffic();
  }

  @Override
  public void close() {
    transport.close();
  }
}
