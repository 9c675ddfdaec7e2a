package dev.creance.events.scap;

import java.util.List;

/** Hands everything on: for those who change or watch a part of it. */
public abstract class ForwardingHeader implements CaptureHeader {
  private final CaptureHeader next;

  /**
   * @param next who is told
   */
  protected ForwardingHeader(CaptureHeader next) {
    this.next = next;
  }

  @Override
  public void restart() {
    next.restart();
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
