package dev.creance.recorder.alert;

import java.util.List;

/**
 * An alert, ready to be told. Texts are ordinary strings.
 *
 * @param priority as Falco writes it: {@code Warning}
 * @param timestamp of the event, in ns since the epoch
 * @param text Falco's line of text
 * @param json Falco's JSON object, without a line feed
 * @param scene what it happened in
 */
public record Alert(
    String rule,
    String priority,
    String source,
    long timestamp,
    String text,
    String json,
    Scene scene) {

  /**
   * What people want to see first, whatever the rule's output says. Empty where it is unknown.
   *
   * @param container its name and id
   * @param pod namespace and name
   * @param addresses of the connection: {@code 10.0.0.1:4711 → 10.0.0.2:443}
   * @param commandLine exact: words that a shell would split are quoted
   */
  public record Scene(
      String host,
      String container,
      String image,
      String pod,
      String addresses,
      String user,
      String process,
      String commandLine) {
    public static final Scene NONE = new Scene("", "", "", "", "", "", "", "");

    /** The lines of it that say something: what, and its value. */
    List<String[]> lines() {
      return java.util.stream.Stream.of(
              new String[] {"Host", host},
              new String[] {"Container", container},
              new String[] {"Image", image},
              new String[] {"Pod", pod},
              new String[] {"Addresses", addresses},
              new String[] {"User", user},
              new String[] {"Process", process})
          .filter(line -> !line[1].isEmpty())
          .toList();
    }
  }
}
