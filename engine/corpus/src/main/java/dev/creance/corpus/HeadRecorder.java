package dev.creance.corpus;

import dev.creance.corpus.segment.Head;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.ForwardingHeader;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the head of a capture says, and passes it on. */
final class HeadRecorder extends ForwardingHeader {
  private MachineInfo machine = Head.NO_MACHINE;
  private List<NetworkInterface> interfaces = List.of();
  private List<UserEntry> users = List.of();
  private List<GroupEntry> groups = List.of();
  private final List<ProcessEntry> processes = new ArrayList<>();
  private final List<Head.OpenDescriptor> descriptors = new ArrayList<>();
  private boolean fresh = true;

  HeadRecorder(CaptureHeader next) {
    super(next);
  }

  String hostName() {
    return machine.hostName();
  }

  /** Whether a head was told since the last {@link #take}. */
  boolean fresh() {
    return fresh;
  }

  /** The head for the next segment: of the first after a head with the processes, then without. */
  Head take() {
    Head head = new Head(machine, interfaces, users, groups, processes, descriptors);
    processes.clear();
    descriptors.clear();
    fresh = false;
    return head;
  }

  @Override
  public void restart() {
    processes.clear();
    descriptors.clear();
    machine = Head.NO_MACHINE;
    interfaces = List.of();
    users = List.of();
    groups = List.of();
    fresh = true;
    super.restart();
  }

  @Override
  public void machine(MachineInfo told) {
    machine = told;
    super.machine(told);
  }

  @Override
  public void interfaces(List<NetworkInterface> told) {
    interfaces = List.copyOf(told);
    super.interfaces(told);
  }

  @Override
  public void users(List<UserEntry> toldUsers, List<GroupEntry> toldGroups) {
    users = List.copyOf(toldUsers);
    groups = List.copyOf(toldGroups);
    super.users(toldUsers, toldGroups);
  }

  @Override
  public void process(ProcessEntry process) {
    processes.add(process);
    super.process(process);
  }

  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    descriptors.add(new Head.OpenDescriptor(tid, descriptor));
    super.descriptor(tid, descriptor);
  }
}
