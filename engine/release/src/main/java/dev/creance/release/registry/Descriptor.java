package dev.creance.release.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.creance.release.bundle.Digest;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of a blob or of another manifest. It comes from outside and becomes part of
 * an address, so that one without a media type or a whole digest is never made.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Descriptor(
    String mediaType,
    String digest,
    long size,
    @Nullable String artifactType,
    @Nullable Map<String, String> annotations) {
  public Descriptor {
    Objects.requireNonNull(mediaType, "a descriptor without mediaType");
    if (!Digest.isOne(Objects.requireNonNull(digest, "a descriptor without digest"))) {
      throw new IllegalArgumentException("a descriptor whose digest is none: " + digest);
    }
    annotations = annotations == null ? null : new TreeMap<>(annotations);
  }

  /** The descriptor of a blob. */
  public static Descriptor of(String mediaType, byte[] blob) {
    return new Descriptor(mediaType, Digest.of(blob), blob.length, null, null);
  }

  /** The same with an annotation. */
  public Descriptor with(String key, String value) {
    return new Descriptor(mediaType, digest, size, artifactType, Map.of(key, value));
  }
}
