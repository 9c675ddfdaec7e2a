package dev.creance.events.field;

import dev.creance.events.Event;
import dev.creance.events.state.EventScope;

/**
 * How long the processor had run the thread that a scheduler switch takes from it: the time since
 * the processor's previous switch that was read; 0 for other events, and where the number of
 * processors is not known.
 */
final class ScheduledTime implements FieldReader {
  private static final int PROCESSORS = 1 << 12;

  private final long[] lastSwitch = new long[PROCESSORS];
  private long number = -1;
  private long time;

  @Override
  public boolean read(EventScope scope, Cell into) {
    Event event = scope.event;
    into.number = 0;
    if (event.code() != EventTraits.SCHEDULER_SWITCH || scope.surroundings.processors() == 0) {
      return true;
    }
    if (event.number() != number) {
      int processor = event.cpu() & PROCESSORS - 1;
      time = lastSwitch[processor] == 0 ? 0 : event.timestamp() - lastSwitch[processor];
      lastSwitch[processor] = event.timestamp();
      number = event.number();
    }
    into.number = time;
    return true;
  }
}
