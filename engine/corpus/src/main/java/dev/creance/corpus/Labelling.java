package dev.creance.corpus;

import java.util.List;

/** Which labels a capture gets; asked once the capture has been read, when its times are known. */
@FunctionalInterface
public interface Labelling {
  /** No labels. */
  Labelling NONE = capture -> List.of();

  List<Label> of(Manifest.Capture capture);

  /** A label for all of the capture, on its host. */
  static Labelling whole(String name) {
    return capture ->
        List.of(
            new Label(
                name,
                capture.firstTime(),
                capture.lastTime(),
                capture.host(),
                List.of(),
                "",
                List.of()));
  }

  /**
   * Those of the given labels that are for a capture: they name its host or none, and their time
   * overlaps with it. Labels without a host get the capture's.
   */
  static Labelling within(List<Label> labels) {
    return capture ->
        labels.stream()
            .filter(label -> label.host().isEmpty() || label.host().equals(capture.host()))
            .filter(label -> label.start() <= capture.lastTime())
            .filter(label -> label.end() >= capture.firstTime())
            .map(label -> label.on(capture.host()))
            .toList();
  }

  /** The labels of both. */
  default Labelling and(Labelling other) {
    return capture -> {
      List<Label> both = new java.util.ArrayList<>(of(capture));
      both.addAll(other.of(capture));
      return both;
    };
  }
}
