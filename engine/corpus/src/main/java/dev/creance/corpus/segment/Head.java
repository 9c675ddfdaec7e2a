package dev.creance.corpus.segment;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import dev.creance.events.scap.CaptureHeader.GroupEntry;
import dev.creance.events.scap.CaptureHeader.MachineInfo;
import dev.creance.events.scap.CaptureHeader.NetworkInterface;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.events.scap.CaptureHeader.UserEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The head of the capture that a segment is of. Processes and descriptors are in the first segment
 * after a head only. Texts are byte strings.
 */
public record Head(
    MachineInfo machine,
    List<NetworkInterface> interfaces,
    List<UserEntry> users,
    List<GroupEntry> groups,
    List<ProcessEntry> processes,
    List<OpenDescriptor> descriptors) {

  /** What a capture without machine info is taken to say. */
  public static final MachineInfo NO_MACHINE = new MachineInfo(0xFFFFFFFFL, 0, 0, "", 0, 0);

  /** Says nothing. */
  public static final Head NONE =
      new Head(NO_MACHINE, List.of(), List.of(), List.of(), List.of(), List.of());

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Head {
    interfaces = List.copyOf(interfaces);
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    processes = List.copyOf(processes);
    descriptors = List.copyOf(descriptors);
  }

  /** A descriptor that a thread had open. */
  public record OpenDescriptor(long tid, DescriptorEntry descriptor) {}

  /** What holds for the machine as a whole. */
  Head withoutProcesses() {
    return new Head(machine, interfaces, List.of(), List.of(), List.of(), List.of());
  }

  /** As the content of the section {@code head}. */
  byte[] toJson() {
    return JSON.writeValueAsBytes(this);
  }

  static Head read(byte[] json) {
    return JSON.readValue(new String(json, StandardCharsets.UTF_8), Head.class);
  }

  /** Tells all of it, as a capture's reader does. */
  public void tell(CaptureHeader to) {
    to.machine(machine);
    to.interfaces(interfaces);
    to.users(users, groups);
    processes.forEach(to::process);
    descriptors.forEach(open -> to.descriptor(open.tid(), open.descriptor()));
    to.complete();
  }
}
