package dev.creance.events.scap;

import dev.creance.events.Event;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a capture while it is being made: its head from a stream, or told to the header by others,
 * then events out of whole blocks as they come, without a copy and without waiting for more:
 *
 * <pre>{@code
 * reader.head(stream);
 * while (reader.next(event)) { … }     // events that the head ends with
 * reader.blocks(bytes, 0, length);
 * while (reader.next(event)) { … }
 * }</pre>
 *
 * <p>Events come out in the newest schema. For one thread.
 */
public final class LiveReader implements EventFeed {
  private final String name;
  private final CaptureHeader header;
  private final CaptureCounts counts = new CaptureCounts();
  private final EventConverter converter = new EventConverter();
  private final CaptureInput window;
  private final EventBlockReader windowBlocks;
  private CaptureInput input;
  private EventBlockReader blocks;

  /**
   * @param name what messages call it
   */
  public LiveReader(String name, CaptureHeader header) {
    this.name = name;
    this.header = header;
    this.window = new CaptureInput(name);
    this.windowBlocks = new EventBlockReader(window, counts);
    this.input = window;
    this.blocks = windowBlocks;
  }

  /** Reads a head, up to the end of its stream or its first event, and tells it. */
  public void head(InputStream stream) throws IOException {
    close();
    input = new CaptureInput(stream, name);
    blocks = new EventBlockReader(input, counts);
    new HeadReader(input, header).readAlone();
  }

  /** Goes on with whole event blocks; the bytes must not change until they are read. */
  public void blocks(byte[] bytes, int start, int length) throws IOException {
    close();
    window.show(bytes, start, length);
  }

  @Override
  public boolean next(Event into) throws CaptureException {
    while (true) {
      switch (blocks.next(into)) {
        case END -> {
          return false;
        }
        case OTHER_BLOCK -> throw input.error("a block that is no event; expected only events");
        case EVENT -> {
          if (convert(into)) {
            into.number(counts.deliver());
            return true;
          }
          counts.drop();
        }
      }
    }
  }

  private boolean convert(Event event) throws CaptureException {
    try {
      return converter.convert(event);
    } catch (ConversionException e) {
      throw input.error(blocks.blockOffset(), e.problem());
    }
  }

  @Override
  public CaptureCounts counts() {
    return counts;
  }

  @Override
  public long filePosition() {
    return input.offset();
  }

  /** Lets the stream of the head go. */
  @Override
  public void close() throws IOException {
    if (input != window) {
      input.close();
      input = window;
      blocks = windowBlocks;
    }
  }
}
