package dev.creance.corpus;

import dev.creance.events.state.Options;
import java.util.List;

/**
 * How to import.
 *
 * @param state how the machine state is made
 * @param containerEngines what the state was told of container engines, as text: {@code all},
 *     {@code none} or a list
 * @param labels to be added with the capture
 */
public record ImportOptions(Options state, String containerEngines, List<Label> labels) {
  public ImportOptions {
    labels = List.copyOf(labels);
  }
}
