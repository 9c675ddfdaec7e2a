package dev.creance.match.plan;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.match.formula.Facet;
import org.jspecify.annotations.Nullable;

/** What is remembered of the threads that had events lately, and of their ancestors. */
final class ProcessMemories {
  private static final int ENTRIES = 4096;

  private final Plans plans;
  private final @Nullable Entry[] entries = new @Nullable Entry[ENTRIES];

  private static final class Entry {
    final ThreadState thread;
    final Memory process;
    final Memory ancestors;
    final Lineage lineage = new Lineage();
    long version;
    long lookups;
    long ancestorLookups;

    Entry(ThreadState thread, Plans plans) {
      this.thread = thread;
      this.process = new Memory(Facet.PROCESS, plans.words(Facet.PROCESS));
      this.ancestors = new Memory(Facet.LINEAGE, plans.words(Facet.LINEAGE));
    }
  }

  ProcessMemories(Plans plans) {
    this.plans = plans;
  }

  /** What is left of a plan for the thread of an event. */
  Plan next(Plan plan, ThreadState thread, EventScope scope, long stamp) {
    Entry entry = entry(thread);
    Plan left = plan;
    if (left.asks(Facet.PROCESS)) {
      long lookups = scope.surroundings.lookupsVersion();
      if (entry.version != thread.version() || entry.lookups != lookups) {
        entry.process.forget();
        entry.version = thread.version();
        entry.lookups = lookups;
      }
      left = entry.process.next(left, plans, scope, stamp);
    }
    if (left.asks(Facet.LINEAGE)) {
      long lookups = scope.surroundings.lookupsVersion();
      boolean same =
          entry.lineage.same(thread, scope.surroundings)
              || entry.lineage.note(thread, scope.surroundings);
      if (!same || entry.ancestorLookups != lookups) {
        entry.ancestors.forget();
        entry.ancestorLookups = lookups;
      }
      left = entry.ancestors.next(left, plans, scope, stamp);
    }
    return left;
  }

  private Entry entry(ThreadState thread) {
    int slot = (int) (thread.tid ^ thread.tid >>> 12) & ENTRIES - 1;
    Entry entry = entries[slot];
    if (entry == null || entry.thread != thread) {
      entry = new Entry(thread, plans);
      entry.version = thread.version();
      entries[slot] = entry;
    }
    return entry;
  }
}
