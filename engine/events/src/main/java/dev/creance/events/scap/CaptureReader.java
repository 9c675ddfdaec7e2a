package dev.creance.events.scap;

import dev.creance.events.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code .scap} capture as Falco, sysdig and Stratoshark write them: plain or gzip, all
 * block and event versions; events come out in the newest schema.
 *
 * <p>Opening reads the head and tells it to a {@link CaptureHeader}; then {@link #next} gives the
 * events one by one:
 *
 * <pre>{@code
 * Event event = new Event();
 * try (CaptureReader reader = CaptureReader.open(path, state)) {
 *   while (reader.next(event)) {
 *     state.digest(event);
 *   }
 * }
 * }</pre>
 *
 * <p>Where captures were concatenated, the head of the next one is told when it is reached, in
 * {@code next}. A damaged capture gives all that comes before the damage, then a {@link
 * CaptureException}. Events of unknown, newer types are counted and passed over.
 *
 * <p>A thread of its own decompresses ahead. The reader itself is for one thread.
 */
public final class CaptureReader implements EventFeed {
  private final CaptureInput input;
  private final CaptureHeader header;
  private final CaptureCounts counts = new CaptureCounts();
  private final EventBlockReader blocks;
  private final EventConverter converter = new EventConverter();
  private @Nullable CaptureException damage;

  private CaptureReader(CaptureInput input, CaptureHeader header) {
    this.input = input;
    this.header = header;
    this.blocks = new EventBlockReader(input, counts);
  }

  /**
   * Opens a capture and tells its head.
   *
   * @throws CaptureException when it is no capture, its head is damaged, or it has no event
   * @throws IOException when the file cannot be opened
   */
  public static CaptureReader open(Path file, CaptureHeader header) throws IOException {
    return open(Files.newInputStream(file), file.toString(), header);
  }

  /**
   * Opens a capture from a stream, for example standard input, and tells its head. The stream is
   * closed with the reader, or when opening fails.
   *
   * @param name what messages call it
   */
  public static CaptureReader open(InputStream stream, String name, CaptureHeader header)
      throws IOException {
    CaptureInput input = new CaptureInput(stream, name);
    boolean opened = false;
    try {
      new HeadReader(input, header).read();
      opened = true;
      return new CaptureReader(input, header);
    } finally {
      if (!opened) {
        input.close();
      }
    }
  }

  /**
   * Fills in the next event. Its bytes are valid until the next call.
   *
   * @return false at the end of the capture
   * @throws CaptureException when the capture is damaged here; what came before is valid, and
   *     nothing comes after
   */
  @Override
  public boolean next(Event into) throws CaptureException {
    while (nextRaw(into)) {
      if (convert(into)) {
        into.number(counts.deliver());
        return true;
      }
      counts.drop();
    }
    return false;
  }

  /** The next event as it is in the file, not converted. */
  public boolean nextRaw(Event into) throws CaptureException {
    if (damage != null) {
      throw damage;
    }
    try {
      while (true) {
        switch (blocks.next(into)) {
          case EVENT -> {
            return true;
          }
          case END -> {
            return false;
          }
          case OTHER_BLOCK -> restart();
        }
      }
    } catch (CaptureException e) {
      damage = e;
      throw e;
    }
  }

  private boolean convert(Event event) throws CaptureException {
    try {
      return converter.convert(event);
    } catch (ConversionException e) {
      damage = input.error(blocks.blockOffset(), e.problem());
      throw damage;
    }
  }

  /** Another capture follows in the same file. */
  private void restart() throws CaptureException {
    header.restart();
    counts.head();
    new HeadReader(input, header).read();
  }

  /** What was met so far. */
  @Override
  public CaptureCounts counts() {
    return counts;
  }

  /** Bytes of the uncompressed stream read so far. */
  public long position() {
    return input.offset();
  }

  /** Bytes of the file used so far, to be compared with its size for a progress bar. */
  @Override
  public long filePosition() {
    return input.compressedOffset();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
