package dev.creance.events.state;

import dev.creance.events.Event;
import org.jspecify.annotations.Nullable;

/** Chooses the thread, the descriptor and the error of an event. */
final class EventSelection {
  private final EventTraits traits = EventTraits.current();
  private final EventScope scope;
  private final Threads threads;

  EventSelection(EventScope scope, Threads threads) {
    this.scope = scope;
    this.threads = threads;
  }

  /**
   * Fills in the scope's thread, descriptor and error.
   *
   * @param bits the event's {@link EventTraits}
   * @return the thread; null for events without one, and when it is unknown and is not to be made
   */
  @Nullable ThreadState select(Event event, int bits) {
    ThreadState thread = null;
    if ((bits & (EventTraits.NO_RESET | EventTraits.NO_THREAD)) == 0) {
      thread = threadOf(event, bits);
    } else if (event.code() == EventCodes.PROCINFO_E) {
      thread = threads.find(event.tid());
    }
    scope.thread = thread;
    return thread;
  }

  private @Nullable ThreadState threadOf(Event event, int bits) {
    ThreadState thread = threads.find(event.tid());
    if ((bits & EventTraits.LOOKUP_ONLY) == 0) {
      if (thread == null) {
        thread = threads.findOrMake(event.tid());
      }
      if (thread != null && (thread.flags & CloneFlags.ACTIVE) == 0) {
        thread.flags |= CloneFlags.ACTIVE;
        thread.changed();
      }
    }
    if (thread != null && event.code() != EventCodes.SCHEDSWITCH_E) {
      if (event.enter()) {
        enter(event, thread, bits);
      } else {
        exit(event, thread, bits);
      }
    }
    return thread;
  }

  /** What the enter event says of the descriptor holds for the exit event, too. */
  private void enter(Event event, ThreadState thread, int bits) {
    thread.lastFd = -1;
    thread.lastEnterCode = event.code();
    if ((bits & EventTraits.USES_DESCRIPTOR) != 0) {
      thread.lastFd = event.int64(traits.descriptorParameter(event.code()));
      selectDescriptor(thread);
    }
  }

  /** Without its enter event an exit event tells itself what its descriptor is. */
  private void exit(Event event, ThreadState thread, int bits) {
    int code = event.code();
    int enter = thread.lastEnterCode;
    boolean valid =
        code == enter + 1 || code == EventCodes.EXECVE_X && enter == EventCodes.EXECVEAT_E;
    thread.enterValid = valid;
    if (!valid) {
      thread.lastFd = -1;
    }
    if (scope.hasReturnValue) {
      long result = scope.returnValue();
      if (result < 0) {
        scope.errorCode = -(int) result;
      }
    }
    if ((bits & EventTraits.USES_DESCRIPTOR) != 0) {
      int parameter = traits.descriptorParameter(code);
      if (thread.lastFd == -1 && parameter >= 0 && event.has(parameter)) {
        thread.lastFd = event.int64(parameter);
      }
      selectDescriptor(thread);
    }
  }

  private void selectDescriptor(ThreadState thread) {
    Descriptor descriptor = thread.descriptor(thread.lastFd);
    if (descriptor != null && descriptor.oldName != descriptor.name) {
      descriptor.oldName = descriptor.name;
    }
    scope.descriptor = descriptor;
  }
}
