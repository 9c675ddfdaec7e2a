package dev.creance.events.audit;

import dev.creance.events.Event;
import dev.creance.events.audit.AuditPayload.AuditEvent;
import dev.creance.events.scap.CaptureCounts;
import dev.creance.events.scap.CaptureException;
import dev.creance.events.scap.EventFeed;
import dev.creance.grammar.vocabulary.EventTable;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an audit log: JSON lines, plain or gzip, each an audit event, a list of them or an array of
 * either. Events come out as those of the plugin k8saudit ({@code PPME_PLUGINEVENT_E}), at the time
 * at which their stage ended. Lines that hold no audit event are counted and passed over.
 */
public final class AuditReader implements EventFeed {
  /** The id of the plugin, and the name of its event source. */
  public static final int PLUGIN = 1;

  public static final String SOURCE = "k8s_audit";

  private static final int CODE = EventTable.current().byEnumName("PPME_PLUGINEVENT_E").code();
  private static final int GZIP_FIRST = 0x1f;
  private static final int LOOK_AHEAD = 4096;

  private final String name;
  private final CountingStream file;
  private final BufferedReader lines;
  private final CaptureCounts counts = new CaptureCounts();
  private final Deque<AuditEvent> waiting = new ArrayDeque<>();
  private long line;

  private AuditReader(String name, CountingStream file, InputStream text) {
    this.name = name;
    this.file = file;
    // Byte strings: fields compare bytes.
    this.lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1));
  }

  /**
   * Whether a file looks like JSON and not like a capture.
   *
   * @throws IOException when it cannot be read
   */
  public static boolean recognizes(Path path) throws IOException {
    try (InputStream in = unzipped(Files.newInputStream(path))) {
      for (int c : in.readNBytes(LOOK_AHEAD)) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
          return c == '{' || c == '[';
        }
      }
      return false;
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  /**
   * Opens a log.
   *
   * @throws IOException when the file cannot be opened
   */
  public static AuditReader open(Path path) throws IOException {
    CountingStream file = new CountingStream(Files.newInputStream(path));
    try {
      return new AuditReader(path.toString(), file, unzipped(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static InputStream unzipped(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == GZIP_FIRST ? new GZIPInputStream(in) : in;
  }

  @Override
  public boolean next(Event into) throws CaptureException {
    AuditEvent event = waiting.poll();
    while (event == null) {
      String text = readLine();
      if (text == null) {
        return false;
      }
      if (!text.isBlank()) {
        AuditPayload payload = AuditPayload.of(text);
        counts.unreadable(payload.refused());
        waiting.addAll(payload.events());
        event = waiting.poll();
      }
    }
    fill(into, event);
    return true;
  }

  private @Nullable String readLine() throws CaptureException {
    try {
      line++;
      return lines.readLine();
    } catch (IOException e) {
      throw new CaptureException(
          name, file.position(), "line " + line + " cannot be read: " + e.getMessage());
    }
  }

  private void fill(Event into, AuditEvent event) {
    byte[] payload = event.json().getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[4 + payload.length];
    bytes[0] = PLUGIN;
    System.arraycopy(payload, 0, bytes, 4, payload.length);
    into.reset(bytes, CODE, event.timestamp(), -1, 0, 0);
    into.add(0, 4);
    into.add(4, payload.length);
    into.number(counts.deliver(CODE));
  }

  @Override
  public CaptureCounts counts() {
    return counts;
  }

  @Override
  public long filePosition() {
    return file.position();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
