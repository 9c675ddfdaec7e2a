package dev.creance.conformance.vectors;

import dev.creance.events.scap.CaptureHeader;
import tools.jackson.databind.JsonNode;

/** Counts what a capture's head tells, and keeps what comes first. */
final class HeadCounts implements CaptureHeader {
  private long processors;
  private String hostName = "";
  private String firstComm = "";
  private int processes;
  private int descriptors;

  @Override
  public void restart() {}

  @Override
  public void machine(MachineInfo machine) {
    processors = machine.processors();
    hostName = machine.hostName();
  }

  @Override
  public void process(ProcessEntry process) {
    firstComm = processes++ == 0 ? process.comm() : firstComm;
  }

  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    descriptors++;
  }

  void compare(JsonNode expect, Findings findings) {
    findings.same("processors", expect.path("machine_num_cpus").asLong(), processors);
    findings.same("host", expect.path("hostname").asString(), hostName);
    findings.same("processes", expect.path("proc_entries").asInt(), processes);
    findings.same("first process", expect.path("first_proc_comm").asString(), firstComm);
    findings.same("descriptors", expect.path("fd_entries").asInt(), descriptors);
  }
}
