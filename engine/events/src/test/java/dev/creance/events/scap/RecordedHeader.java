package dev.creance.events.scap;

import java.util.ArrayList;
import java.util.List;

/** Keeps all that a head tells. */
final class RecordedHeader implements CaptureHeader {
  /** A descriptor and whose it is. */
  record Open(long tid, DescriptorEntry entry) {}

  final List<MachineInfo> machines = new ArrayList<>();
  final List<NetworkInterface> interfaces = new ArrayList<>();
  final List<UserEntry> users = new ArrayList<>();
  final List<GroupEntry> groups = new ArrayList<>();
  final List<ProcessEntry> processes = new ArrayList<>();
  final List<Open> descriptors = new ArrayList<>();
  int restarts;
  int completions;

  @Override
  public void restart() {
    restarts++;
    machines.clear();
    interfaces.clear();
    users.clear();
    groups.clear();
    processes.clear();
    descriptors.clear();
  }

  @Override
  public void machine(MachineInfo machine) {
    machines.add(machine);
  }

  @Override
  public void interfaces(List<NetworkInterface> told) {
    interfaces.clear();
    interfaces.addAll(told);
  }

  @Override
  public void users(List<UserEntry> toldUsers, List<GroupEntry> toldGroups) {
    users.clear();
    users.addAll(toldUsers);
    groups.clear();
    groups.addAll(toldGroups);
  }

  @Override
  public void process(ProcessEntry process) {
    processes.add(process);
  }

  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    descriptors.add(new Open(tid, descriptor));
  }

  @Override
  public void complete() {
    completions++;
  }
}
