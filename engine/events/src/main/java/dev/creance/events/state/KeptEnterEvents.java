package dev.creance.events.state;

import dev.creance.events.Event;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Enter events kept until the exit event of the same thread: they tell what the caller passed
 * before it could change it. Copies are recycled.
 */
final class KeptEnterEvents {
  private final ArrayDeque<Event> free = new ArrayDeque<>();

  /** Keeps a copy for a thread, in place of an older one. */
  void keep(Event event, ThreadState thread) {
    Event copy = thread.enterEvent;
    if (copy == null) {
      copy = free.pollLast();
      if (copy == null) {
        copy = new Event();
      }
      thread.enterEvent = copy;
    }
    event.copyTo(copy);
  }

  /** The enter event that belongs to an exit event; null when none is kept or it is another's. */
  @Nullable Event of(Event exit, ThreadState thread) {
    Event enter = thread.enterEvent;
    if (enter == null || !thread.enterValid) {
      return null;
    }
    boolean own = enter.code() == exit.code() - 1;
    boolean execveat = exit.code() == EventCodes.EXECVE_X && enter.code() == EventCodes.EXECVEAT_E;
    if (own || execveat) {
      return enter;
    }
    thread.enterValid = false;
    return null;
  }

  /** The exit event has been digested. */
  void discard(ThreadState thread) {
    Event enter = thread.enterEvent;
    if (enter != null) {
      thread.enterEvent = null;
      thread.enterValid = false;
      free.addLast(enter);
    }
  }
}
