package dev.creance.release.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An OCI image index: a list of manifests. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Index(int schemaVersion, String mediaType, List<Descriptor> manifests) {
  static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

  Index {
    manifests = List.copyOf(manifests);
  }

  static Index of(List<Descriptor> manifests) {
    return new Index(2, MEDIA_TYPE, manifests);
  }

  byte[] toJson() {
    return JsonMapper.shared().writeValueAsBytes(this);
  }

  static Index read(byte[] json) throws RegistryException {
    try {
      return JsonMapper.shared().readValue(json, Index.class);
    } catch (JacksonException | NullPointerException e) {
      throw new RegistryException("the registry's answer is no index: " + e.getMessage(), 0);
    }
  }
}
