package dev.creance.events.state;

import dev.creance.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the value of a field can depend on: an event and the state at that moment, after
 * the event took effect and before its deferred removals.
 *
 * <p>One instance is filled again for every event by {@link MachineState}; the corpus fills one
 * from stored contexts, so that both evaluators read fields with the same code.
 */
public final class EventScope {
  public Event event = new Event();

  /**
   * The event's thread; null when its tid is unknown. Container, user and asynchronous events have
   * one too when their header's tid is known, as fields see it in libsinsp.
   */
  public @Nullable ThreadState thread;

  /**
   * The event's own descriptor; null when the event has none or it is not in the table. Fields
   * {@code fd.*} fall back to the thread's entry for {@link #lastFd}.
   */
  public @Nullable Descriptor descriptor;

  /** The number of the descriptor of the thread's last event, −1 when there is none. */
  public long lastFd = -1;

  /** errno of a failed system call, 0 otherwise. */
  public long errorCode;

  /** Whether the event carries a return value: then it is parameter 0. */
  public boolean hasReturnValue;

  /** Threads, users, interfaces and containers at this moment. */
  public final Surroundings surroundings;

  /** The name of the event's source: {@code syscall}, a plugin's, or empty for none. */
  public String source = "syscall";

  /** The container that a container event speaks of; null for other events. */
  public @Nullable Container eventContainer;

  /** The timestamp of the first event of the capture. */
  public long firstTimestamp;

  /** The timestamp of the previous event of the capture that rules could see; 0 before. */
  public long previousTimestamp;

  /** A place for what readers of fields derive from the whole event; they know whose it is. */
  public @Nullable Object derived;

  public EventScope(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The return value; only when {@link #hasReturnValue}. */
  public long returnValue() {
    return event.length(0) >= 8 ? event.int64(0) : event.int32(0);
  }
}
