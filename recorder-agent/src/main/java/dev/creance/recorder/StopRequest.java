package dev.creance.recorder;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Whether a recording shall end. Signals ask for it from the moment that they are caught on, before
 * there is anything to end, too.
 */
final class StopRequest {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** A request that SIGTERM and SIGINT make from now on, in place of ending the program at once. */
  static StopRequest bySignals() {
    StopRequest request = new StopRequest();
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), signal -> request.make());
    }
    return request;
  }

  void make() {
    requested.set(true);
  }

  boolean isMade() {
    return requested.get();
  }
}
