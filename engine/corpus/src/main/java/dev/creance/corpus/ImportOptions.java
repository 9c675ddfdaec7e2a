package dev.creance.corpus;

import dev.creance.events.state.Options;
import java.util.List;

/**
 * How to import.
 *
 * @param state how the machine state is made
 * @param containerEngines what the state was told of container engines, as text: {@code all},
 *     {@code none} or a list
 * @param labelling the labels to be added with a capture
 */
public record ImportOptions(Options state, String containerEngines, Labelling labelling) {
  /**
   * @param labels to be added, all of them, with each capture
   */
  public ImportOptions(Options state, String containerEngines, List<Label> labels) {
    this(state, containerEngines, always(List.copyOf(labels)));
  }

  private static Labelling always(List<Label> labels) {
    return capture -> labels;
  }
}
