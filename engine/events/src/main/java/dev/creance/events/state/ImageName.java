package dev.creance.events.state;

/**
 * The parts of an image's name, as the container plugin splits it: {@code
 * registry:port/repository:tag@digest}.
 */
record ImageName(String repository, String tag, String digest) {

  static ImageName of(String image) {
    int slash = image.indexOf('/');
    String host = slash < 0 ? "" : image.substring(0, slash + 1);
    String rest = image.substring(slash + 1);
    int at = rest.indexOf('@');
    String digest = at < 0 ? "" : rest.substring(at + 1);
    String named = at < 0 ? rest : rest.substring(0, at);
    int colon = named.indexOf(':');
    String tag = colon < 0 ? "" : named.substring(colon + 1);
    String name = colon < 0 ? named : named.substring(0, colon);
    return new ImageName(host + name, tag, digest);
  }
}
