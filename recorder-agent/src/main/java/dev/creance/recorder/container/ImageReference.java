package dev.creance.recorder.container;

/**
 * An image's name in its parts: {@code registry/repository:tag@digest}. A colon before the last
 * slash belongs to the registry's port.
 */
record ImageReference(String repository, String tag, String digest) {
  static ImageReference of(String image) {
    int at = image.indexOf('@');
    String digest = at < 0 ? "" : image.substring(at + 1);
    String name = at < 0 ? image : image.substring(0, at);
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/')
        ? new ImageReference(name.substring(0, colon), name.substring(colon + 1), digest)
        : new ImageReference(name, "", digest);
  }
}
