package dev.creance.match.plan;

import dev.creance.events.state.Descriptor;
import dev.creance.events.state.DescriptorType;
import dev.creance.events.state.EventScope;
import dev.creance.match.formula.Facet;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of names of descriptors: files are opened again and again under the same name.
 * A name is remembered from its second appearance on.
 */
final class NameMemories {
  private static final int ENTRIES = 8192;

  private final Plans plans;
  private final int[] seen = new int[ENTRIES];
  private final @Nullable Entry[] entries = new @Nullable Entry[ENTRIES];

  private static final class Entry {
    final String name;
    final DescriptorType type;
    final Memory memory;

    Entry(String name, DescriptorType type, Memory memory) {
      this.name = name;
      this.type = type;
      this.memory = memory;
    }
  }

  NameMemories(Plans plans) {
    this.plans = plans;
  }

  /** What is left of a plan for the descriptor of an event. */
  Plan next(Plan plan, Descriptor descriptor, EventScope scope, long stamp) {
    String name = descriptor.name;
    int hash = name.hashCode() * 31 + descriptor.type.ordinal();
    int slot = (hash ^ hash >>> 15) & ENTRIES - 1;
    Entry entry = entries[slot];
    if (entry == null || entry.type != descriptor.type || !entry.name.equals(name)) {
      if (seen[slot] != hash) {
        seen[slot] = hash;
        return plan;
      }
      entry = new Entry(name, descriptor.type, new Memory(Facet.NAME, plans.words(Facet.NAME)));
      entries[slot] = entry;
    }
    return entry.memory.next(plan, plans, scope, stamp);
  }
}
