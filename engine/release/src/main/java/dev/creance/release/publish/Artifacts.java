package dev.creance.release.publish;

/** The media types of what is put into a registry. */
final class Artifacts {
  /** As falcoctl knows rule files. */
  static final String RULES_CONFIG = "application/vnd.cncf.falco.rulesfile.config.v1+json";

  static final String RULES_LAYER = "application/vnd.cncf.falco.rulesfile.layer.v1+tar.gz";

  /** What is attached to them. */
  static final String RELEASE = "application/vnd.creance.release.v1";

  static final String MANIFEST = "application/vnd.creance.release.manifest.v1+json";
  static final String REPORT = "application/vnd.creance.release.report.v1+json";
  static final String SIGNATURES = "application/vnd.creance.release.signatures.v1+json";

  static final String TITLE = "org.opencontainers.image.title";
  static final String CREATED = "org.opencontainers.image.created";

  /** Releases have no time: the same release is the same artifact. */
  static final String NO_TIME = "1970-01-01T00:00:00Z";

  private Artifacts() {}
}
