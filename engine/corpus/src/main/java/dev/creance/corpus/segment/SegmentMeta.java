package dev.creance.corpus.segment;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a segment holds.
 *
 * @param capture the capture's file name, without folders
 * @param digest SHA-256 of the capture's file, hexadecimal
 * @param host the recorded machine's name, empty when unknown
 * @param ordinal the place among the segments of its capture, from 0
 * @param firstNumber the number of its first event in the capture ({@code evt.num})
 * @param events events, hidden ones included
 * @param firstTime of its events, ns since the epoch
 * @param lastTime of its events
 * @param captureFirstTime the timestamp of the first event of the capture
 * @param previousTime the timestamp of the event before the segment's first that rules could see
 * @param containerEngines whether container fields come from container engines
 */
public record SegmentMeta(
    String capture,
    String digest,
    String host,
    int ordinal,
    long firstNumber,
    int events,
    long firstTime,
    long lastTime,
    long captureFirstTime,
    long previousTime,
    boolean containerEngines) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static SegmentMeta read(byte[] json) {
    return JSON.readValue(new String(json, StandardCharsets.UTF_8), SegmentMeta.class);
  }

  /** As the content of the section {@code meta}. */
  public byte[] toJson() {
    return JSON.writeValueAsBytes(this);
  }
}
