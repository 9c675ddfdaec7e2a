package dev.creance.recorder.capture;

import dev.creance.events.scap.CaptureHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes the head of a capture while it is told: section header, machine, interfaces, users and
 * groups, then process by process its threads and its descriptors, each as libscap's newest version
 * of its block. Unlike {@code CaptureWriter} it keeps nothing in memory but the block under way: on
 * a node with thousands of processes a head is larger than the recorder's heap.
 *
 * <p>Failures of the stream come out as {@link UncheckedIOException}.
 */
public final class HeadWriter implements CaptureHeader {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int MACHINE_INFO = 0x201;
  private static final int PROCESSES = 0x215;
  private static final int DESCRIPTORS = 0x218;
  private static final int INTERFACES = 0x219;
  private static final int USERS = 0x220;
  private static final int MAGIC = 0x1A2B3C4D;

  private static final int HOST_NAME_BYTES = 128;
  private static final int LONGEST_TEXT = 1023;
  private static final int LONGEST_LIST = 4096;
  private static final int LONGEST_CREDENTIAL = 255;

  private static final int IPV4 = 3;
  private static final int IPV6 = 4;
  private static final int IPV4_SERVER = 5;
  private static final int IPV6_SERVER = 6;
  private static final int UNIX = 8;
  private static final int FILE_V2 = 16;

  private final OutputStream out;
  private final BlockBuffer block = new BlockBuffer();
  private boolean processesOpen;
  private long descriptorsOf = -1;

  public HeadWriter(OutputStream out) {
    this.out = out;
    block.begin(SECTION_HEADER);
    block.int32(MAGIC);
    block.int16(1);
    block.int16(2);
    block.int64(-1);
    end();
  }

  private void end() {
    block.end();
    try {
      block.drainTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void machine(MachineInfo machine) {
    block.begin(MACHINE_INFO);
    block.int32((int) machine.processors());
    block.int64(machine.memoryBytes());
    block.int64(machine.maxPid());
    String name = machine.hostName();
    String cut = name.length() < HOST_NAME_BYTES ? name : name.substring(0, HOST_NAME_BYTES - 1);
    block.raw(cut + "\0".repeat(HOST_NAME_BYTES - cut.length()));
    block.int64(machine.bootTimestamp());
    block.int64(machine.flags());
    block.int64(0);
    block.int64(0);
    end();
  }

  @Override
  public void interfaces(List<NetworkInterface> interfaces) {
    block.begin(INTERFACES);
    for (int addressBytes : new int[] {4, 16}) {
      for (NetworkInterface one : interfaces) {
        if (one.address().length() == addressBytes) {
          networkInterface(one);
        }
      }
    }
    end();
  }

  private void networkInterface(NetworkInterface one) {
    String name = one.name().substring(0, Math.min(one.name().length(), LONGEST_TEXT));
    int start = block.length();
    block.int32(0);
    block.int16(one.address().length() == 4 ? 1 : 2);
    block.int16(name.length());
    block.raw(one.address());
    block.raw(one.netmask());
    block.raw(one.broadcast());
    block.int64(one.linkSpeed());
    block.raw(name);
    block.int32At(start, block.length() - start - 4); // excludes itself, unlike the others
  }

  @Override
  public void users(List<UserEntry> users, List<GroupEntry> groups) {
    block.begin(USERS);
    for (UserEntry user : users) {
      int start = beginEntry();
      block.int8(0);
      block.int32(user.uid());
      block.int32(user.gid());
      block.text(user.name(), LONGEST_CREDENTIAL);
      block.text(user.home(), LONGEST_CREDENTIAL);
      block.text(user.shell(), LONGEST_CREDENTIAL);
      endEntry(start);
    }
    for (GroupEntry group : groups) {
      int start = beginEntry();
      block.int8(1);
      block.int32(group.gid());
      block.text(group.name(), LONGEST_CREDENTIAL);
      endEntry(start);
    }
    end();
  }

  private int beginEntry() {
    block.int32(0);
    return block.length() - 4;
  }

  private void endEntry(int start) {
    block.int32At(start, block.length() - start);
  }

  @Override
  public void process(ProcessEntry process) {
    endDescriptors();
    if (!processesOpen) {
      block.begin(PROCESSES);
      processesOpen = true;
    }
    int start = beginEntry();
    block.int64(process.tid());
    block.int64(process.pid());
    block.int64(process.ptid());
    block.int64(process.sid());
    block.int64(process.vpgid());
    block.text(process.comm(), LONGEST_TEXT);
    block.text(process.exe(), LONGEST_TEXT);
    block.text(process.exePath(), LONGEST_TEXT);
    block.text(process.args(), LONGEST_LIST);
    block.text(process.cwd(), LONGEST_TEXT);
    block.int64(process.fdLimit());
    block.int32(process.flags());
    block.int32(process.uid());
    block.int32(process.gid());
    block.int32((int) process.vmSizeKb());
    block.int32((int) process.vmRssKb());
    block.int32((int) process.vmSwapKb());
    block.int64(process.pfMajor());
    block.int64(process.pfMinor());
    block.text(process.env(), LONGEST_LIST);
    block.int64(process.vtid());
    block.int64(process.vpid());
    block.text(process.cgroups(), LONGEST_LIST);
    block.text(process.root(), LONGEST_TEXT);
    processTail(process);
    endEntry(start);
  }

  private void processTail(ProcessEntry process) {
    block.int64(process.pidnsInitStartTs());
    block.int32(process.tty());
    block.int32(process.loginUid());
    block.int8(process.exeWritable() ? 1 : 0);
    block.int64(process.capInheritable());
    block.int64(process.capPermitted());
    block.int64(process.capEffective());
    block.int8(process.exeUpperLayer() ? 1 : 0);
    block.int64(process.exeIno());
    block.int64(process.exeCtime());
    block.int64(process.exeMtime());
    block.int8(process.exeFromMemfd() ? 1 : 0);
    block.int8(process.exeLowerLayer() ? 1 : 0);
    block.int64(process.pgid());
  }

  /** {@inheritDoc} The descriptors of a process must come in a row. */
  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    endProcesses();
    if (tid != descriptorsOf) {
      endDescriptors();
      block.begin(DESCRIPTORS);
      block.int64(tid);
      descriptorsOf = tid;
    }
    int start = beginEntry();
    block.int64(descriptor.number());
    block.int64(descriptor.ino());
    block.int8(descriptor.type());
    descriptorTail(descriptor);
    endEntry(start);
  }

  private void descriptorTail(DescriptorEntry descriptor) {
    switch (descriptor.type()) {
      case IPV4, IPV6 -> {
        block.raw(descriptor.sourceAddress());
        block.raw(descriptor.destinationAddress());
        block.int16(descriptor.sourcePort());
        block.int16(descriptor.destinationPort());
        block.int8(descriptor.l4proto());
      }
      case IPV4_SERVER, IPV6_SERVER -> {
        block.raw(descriptor.sourceAddress());
        block.int16(descriptor.sourcePort());
        block.int8(descriptor.l4proto());
      }
      case UNIX -> {
        block.int64(descriptor.unixSource());
        block.int64(descriptor.unixDestination());
        block.text(descriptor.name(), LONGEST_TEXT);
      }
      case FILE_V2 -> {
        block.int32(descriptor.openFlags());
        block.text(descriptor.name(), LONGEST_TEXT);
        block.int32(descriptor.dev());
      }
      default -> block.text(descriptor.name(), LONGEST_TEXT);
    }
  }

  private void endProcesses() {
    if (processesOpen) {
      processesOpen = false;
      end();
    }
  }

  private void endDescriptors() {
    if (descriptorsOf >= 0) {
      descriptorsOf = -1;
      end();
    }
  }

  @Override
  public void complete() {
    endProcesses();
    endDescriptors();
  }
}
