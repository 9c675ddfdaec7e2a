package dev.creance.match.plan;

import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.match.formula.Facet;

/** Takes a plan as far as what is remembered of an event's process and descriptor leads. */
public final class Specialiser {
  private final ProcessMemories processes;
  private final NameMemories names;
  private final DescriptorMemories descriptors;

  public Specialiser(Plans plans) {
    this.processes = new ProcessMemories(plans);
    this.names = new NameMemories(plans);
    this.descriptors = new DescriptorMemories(plans);
  }

  /**
   * What is left of a plan for an event. Where nothing can be remembered, as for events without a
   * thread or on a container, that is the plan itself.
   */
  public Plan specialise(Plan plan, EventScope scope, long stamp) {
    ThreadState thread = scope.thread;
    if (thread == null || scope.eventContainer != null || plan.empty()) {
      return plan;
    }
    Plan left = plan;
    if (left.asks(Facet.PROCESS) || left.asks(Facet.LINEAGE)) {
      left = processes.next(left, thread, scope, stamp);
    }
    Descriptor descriptor = scope.descriptor;
    if (descriptor != null) {
      if (left.asks(Facet.NAME)) {
        left = names.next(left, descriptor, scope, stamp);
      }
      if (left.asks(Facet.DESCRIPTOR)) {
        left = descriptors.next(left, descriptor, scope, stamp);
      }
    }
    return left;
  }
}
