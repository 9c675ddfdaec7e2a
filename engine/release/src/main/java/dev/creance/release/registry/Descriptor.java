package dev.creance.release.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.creance.release.bundle.Digest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a manifest says of a blob or of another manifest. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Descriptor(
    String mediaType,
    String digest,
    long size,
    @Nullable String artifactType,
    @Nullable Map<String, String> annotations) {
  public Descriptor {
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
