package dev.creance.events.scap;

import java.util.List;

/**
 * Takes what the head of a capture says of the machine, in the file's order. A concatenated capture
 * has several heads: {@link #restart()} comes before each but the first.
 */
public interface CaptureHeader {
  /** Everything told before is void: threads, users, interfaces. */
  default void restart() {}

  default void machine(MachineInfo machine) {}

  /** Replaces the interfaces told before. */
  default void interfaces(List<NetworkInterface> interfaces) {}

  /** Replaces the users and groups told before. */
  default void users(List<UserEntry> users, List<GroupEntry> groups) {}

  default void process(ProcessEntry process) {}

  default void descriptor(long tid, DescriptorEntry descriptor) {}

  /** All of the head has been told: events follow. */
  default void complete() {}

  /** The machine-info block. Times in ns since the epoch, 0 = unknown. */
  record MachineInfo(
      long processors,
      long memoryBytes,
      long maxPid,
      String hostName,
      long bootTimestamp,
      long flags) {}

  /** An interface; addresses of 4 or 16 bytes as byte strings. */
  record NetworkInterface(
      String name, String address, String netmask, String broadcast, long linkSpeed) {}

  /** A user of the host. */
  record UserEntry(int uid, int gid, String name, String home, String shell) {}

  /** A group of the host. */
  record GroupEntry(int gid, String name) {}

  /**
   * A thread of the process list. Texts are byte strings; args, env and cgroups as in the file:
   * NUL-separated.
   */
  record ProcessEntry(
      long tid,
      long pid,
      long ptid,
      long sid,
      long vpgid,
      String comm,
      String exe,
      String exePath,
      String args,
      String cwd,
      long fdLimit,
      int flags,
      int uid,
      int gid,
      long vmSizeKb,
      long vmRssKb,
      long vmSwapKb,
      long pfMajor,
      long pfMinor,
      String env,
      long vtid,
      long vpid,
      String cgroups,
      String root,
      long pidnsInitStartTs,
      int tty,
      int loginUid,
      boolean exeWritable,
      long capInheritable,
      long capPermitted,
      long capEffective,
      boolean exeUpperLayer,
      long exeIno,
      long exeCtime,
      long exeMtime,
      boolean exeFromMemfd,
      boolean exeLowerLayer,
      long pgid) {}

  /**
   * An open descriptor of a process. Only the parts that its type has are set; addresses of 4 or 16
   * bytes as byte strings, ports in host order. A listening socket's own address is its source.
   *
   * @param type libscap's {@code SCAP_FD_*} code
   */
  record DescriptorEntry(
      long number,
      long ino,
      int type,
      String name,
      int openFlags,
      int dev,
      String sourceAddress,
      int sourcePort,
      String destinationAddress,
      int destinationPort,
      int l4proto,
      long unixSource,
      long unixDestination) {}
}
