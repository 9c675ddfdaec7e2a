package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * Why a rule fired on an event, or why not.
 *
 * @param reason in a sentence
 */
public record Verdict(String rule, boolean fired, String reason, Node condition) {

  /**
   * A part of the condition with its truth.
   *
   * @param text what it asks
   * @param value what the event has there; empty where parts are put together
   * @param place file and line
   */
  public record Node(boolean holds, String text, String value, String place, List<Node> parts) {
    public Node {
      parts = List.copyOf(parts);
    }
  }
}
