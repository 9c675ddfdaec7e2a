package dev.creance.match.plan;

import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.match.formula.Facet;
import org.jspecify.annotations.Nullable;

/** What is remembered of the descriptors that had events lately. */
final class DescriptorMemories {
  private static final int ENTRIES = 4096;

  private final Plans plans;
  private final @Nullable Entry[] entries = new @Nullable Entry[ENTRIES];

  private static final class Entry {
    final Descriptor descriptor;
    final Memory memory;
    int version;

    Entry(Descriptor descriptor, Memory memory) {
      this.descriptor = descriptor;
      this.memory = memory;
      this.version = descriptor.version();
    }
  }

  DescriptorMemories(Plans plans) {
    this.plans = plans;
  }

  /** What is left of a plan for the descriptor of an event. */
  Plan next(Plan plan, Descriptor descriptor, EventScope scope, long stamp) {
    long key = scope.event.tid() * 31 + scope.lastFd;
    int slot = (int) (key ^ key >>> 12) & ENTRIES - 1;
    Entry entry = entries[slot];
    if (entry == null || entry.descriptor != descriptor) {
      entry = new Entry(descriptor, new Memory(Facet.DESCRIPTOR, plans.words(Facet.DESCRIPTOR)));
      entries[slot] = entry;
    } else if (entry.version != descriptor.version()) {
      entry.memory.forget();
      entry.version = descriptor.version();
    }
    return entry.memory.next(plan, plans, scope, stamp);
  }
}
