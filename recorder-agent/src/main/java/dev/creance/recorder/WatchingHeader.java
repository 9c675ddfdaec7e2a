package dev.creance.recorder;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.recorder.container.ContainerWatch;
import java.util.List;

/** Hands everything on, and looks at each process's cgroups. */
final class WatchingHeader implements CaptureHeader {
  private final CaptureHeader next;
  private final ContainerWatch containers;

  WatchingHeader(CaptureHeader next, ContainerWatch containers) {
    this.next = next;
    this.containers = containers;
  }

  @Override
  public void machine(MachineInfo machine) {
    next.machine(machine);
  }

  @Override
  public void interfaces(List<NetworkInterface> interfaces) {
    next.interfaces(interfaces);
  }

  @Override
  public void users(List<UserEntry> users, List<GroupEntry> groups) {
    next.users(users, groups);
  }

  @Override
  public void process(ProcessEntry process) {
    if (process.tid() == process.pid()) {
      containers.look(process.cgroups());
    }
    next.process(process);
  }

  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    next.descriptor(tid, descriptor);
  }

  @Override
  public void complete() {
    next.complete();
  }
}
