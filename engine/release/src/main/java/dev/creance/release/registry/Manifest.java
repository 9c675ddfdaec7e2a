package dev.creance.release.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.creance.release.bundle.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An OCI image manifest, which holds any artifact: a configuration and layers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Manifest(
    int schemaVersion,
    String mediaType,
    @Nullable String artifactType,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    @Nullable Map<String, String> annotations) {
  public static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
  public static final String EMPTY_CONFIG = "application/vnd.oci.empty.v1+json";

  public Manifest {
    layers = List.copyOf(layers);
    annotations = annotations == null ? null : new TreeMap<>(annotations);
  }

  /** As it is stored; the same manifest gives the same bytes. */
  public byte[] toJson() {
    return JsonMapper.shared().writeValueAsBytes(this);
  }

  /**
   * @throws RegistryException when it is no image manifest
   */
  public static Manifest read(byte[] json) throws RegistryException {
    try {
      Manifest manifest = JsonMapper.shared().readValue(json, Manifest.class);
      if (manifest.config() == null || manifest.schemaVersion() != 2) {
        throw new RegistryException("the registry's answer is no image manifest", 0);
      }
      return manifest;
    } catch (JacksonException | NullPointerException e) {
      throw new RegistryException(
          "the registry's answer is no image manifest: " + e.getMessage(), 0);
    }
  }

  public String digest() {
    return Digest.of(toJson());
  }
}
