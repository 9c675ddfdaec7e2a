package dev.creance.events;

import dev.creance.events.audit.AuditReader;
import dev.creance.events.scap.CaptureCounts;
import dev.creance.events.scap.CaptureException;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.scap.EventFeed;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import dev.creance.events.state.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A capture or audit log, event by event, each with the machine's state at that moment:
 *
 * <pre>{@code
 * try (Replay replay = Replay.open(path, Options.defaults())) {
 *   while (replay.next()) {
 *     matcher.match(replay.scope());
 *   }
 *   replay.damage().ifPresent(problem -> ...);
 * }
 * }</pre>
 *
 * <p>For one thread. A scope is valid until the next event.
 */
public final class Replay implements AutoCloseable {
  private final EventFeed reader;
  private final MachineState state;
  private final Event event = new Event();
  private final long fileSize;
  private Optional<CaptureException> damage = Optional.empty();

  private Replay(EventFeed reader, MachineState state, long fileSize) {
    this.reader = reader;
    this.state = state;
    this.fileSize = fileSize;
  }

  /**
   * Opens a capture and takes over its head, or a Kubernetes audit log, plain or gzip.
   *
   * @throws CaptureException when it is no capture, its head is damaged, or it has no event
   * @throws IOException when the file cannot be opened
   */
  public static Replay open(Path file, Options options) throws IOException {
    if (AuditReader.recognizes(file)) {
      return audit(file, options);
    }
    MachineState state = new MachineState(options);
    return new Replay(CaptureReader.open(file, state), state, Files.size(file));
  }

  /** Its events have the source that the plugin k8saudit gives them. */
  private static Replay audit(Path file, Options options) throws IOException {
    Map<Integer, String> sources = new HashMap<>(options.pluginSources());
    sources.put(AuditReader.PLUGIN, AuditReader.SOURCE);
    MachineState state = new MachineState(options.withPluginSources(sources));
    return new Replay(AuditReader.open(file), state, Files.size(file));
  }

  /**
   * Goes to the next event that rules may see.
   *
   * @return false at the end, or where the capture is damaged: {@link #damage()} tells
   */
  public boolean next() {
    if (damage.isPresent()) {
      return false;
    }
    try {
      while (reader.next(event)) {
        if (state.process(event)) {
          return true;
        }
      }
    } catch (CaptureException e) {
      damage = Optional.of(e);
    }
    return false;
  }

  /** The event that {@link #next} went to, and what it happened in. */
  public EventScope scope() {
    return state.scope();
  }

  public MachineState state() {
    return state;
  }

  /** Where and why reading ended before the capture's end. */
  public Optional<CaptureException> damage() {
    return damage;
  }

  /** Events read, dropped and skipped so far. */
  public CaptureCounts counts() {
    return reader.counts();
  }

  /** How much of the file has been read, 0 to 1. */
  public double progress() {
    return fileSize <= 0 ? 1 : Math.min(1, (double) reader.filePosition() / fileSize);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
