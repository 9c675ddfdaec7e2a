package dev.creance.recorder;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.ForwardingHeader;
import dev.creance.recorder.container.ContainerWatch;

/** Hands everything on, and looks at each process's cgroups. */
final class WatchingHeader extends ForwardingHeader {
  private final ContainerWatch containers;

  WatchingHeader(CaptureHeader next, ContainerWatch containers) {
    super(next);
    this.containers = containers;
  }

  @Override
  public void process(ProcessEntry process) {
    if (process.tid() == process.pid()) {
      containers.look(process.cgroups());
    }
    super.process(process);
  }
}
