package dev.creance.events.state;

import dev.creance.events.Addresses;
import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import java.util.BitSet;

/** Takes over the threads and descriptors that were there when a capture began. */
final class HeadImport {
  private static final int HIGHEST_PORT = 0xFFFF;

  /**
   * What Falco 0.44 has for the ages of the executables of the processes of a capture's head: it
   * leaves them uninitialised, and there the stack holds this number and an address of its own. The
   * address differs from run to run; ours stands for it, so that comparisons come out as there.
   */
  private static final long STACK_NUMBER = -26_696;

  private static final long STACK_ADDRESS = 0x7ffe_0000_0000L;

  private final Threads threads;
  private final UserTable users;
  private final CgroupNames cgroups;

  /** Local ports that something is bound to. */
  private final BitSet serverPorts = new BitSet(HIGHEST_PORT + 1);

  HeadImport(Threads threads, UserTable users, CgroupNames cgroups) {
    this.threads = threads;
    this.users = users;
    this.cgroups = cgroups;
  }

  void process(ProcessEntry entry) {
    ThreadState thread = new ThreadState(entry.tid());
    thread.pid = entry.pid();
    thread.ptid = entry.ptid();
    thread.sid = entry.sid();
    thread.vpgid = entry.vpgid();
    thread.pgid = entry.pgid();
    thread.comm = untilNul(entry.comm());
    thread.exe = untilNul(entry.exe());
    thread.exePath = ExecEvents.withoutDeleted(untilNul(entry.exePath()));
    thread.argList = new TextList(entry.args());
    if (thread.mainThread()) {
      thread.ownEnvironment = new TextList(entry.env());
      ProcessEvents.changeDirectory(thread, untilNul(entry.cwd()));
    }
    thread.flags |= entry.flags() | CloneFlags.ACTIVE;
    thread.fdLimit = entry.fdLimit();
    thread.uid = entry.uid();
    thread.gid = entry.gid();
    thread.loginUid = entry.loginUid();
    thread.tty = entry.tty();
    thread.vtid = entry.vtid();
    thread.vpid = entry.vpid();
    thread.pidnsInitStartTs = entry.pidnsInitStartTs();
    thread.cgroupList = cgroups.normal(new TextList(entry.cgroups()), TextList.EMPTY);
    thread.root = untilNul(entry.root());
    executable(thread, entry);
    measures(thread, entry);
    users.seen("", thread.uid, thread.gid);
    threads.addAlone(thread);
  }

  private static void executable(ThreadState thread, ProcessEntry entry) {
    thread.exeWritable = entry.exeWritable();
    thread.exeUpperLayer = entry.exeUpperLayer();
    thread.exeLowerLayer = entry.exeLowerLayer();
    thread.exeFromMemfd = entry.exeFromMemfd();
    thread.exeIno = entry.exeIno();
    thread.exeCtime = entry.exeCtime();
    thread.exeMtime = entry.exeMtime();
    thread.exeCtimeDurationCloneTs = STACK_ADDRESS;
    thread.exeCtimeDurationPidnsStart = STACK_NUMBER;
    thread.capInheritable = entry.capInheritable();
    thread.capPermitted = entry.capPermitted();
    thread.capEffective = entry.capEffective();
  }

  private static void measures(ThreadState thread, ProcessEntry entry) {
    thread.vmSizeKb = entry.vmSizeKb();
    thread.vmRssKb = entry.vmRssKb();
    thread.vmSwapKb = entry.vmSwapKb();
    thread.pfMajor = entry.pfMajor();
    thread.pfMinor = entry.pfMinor();
  }

  void descriptor(long tid, DescriptorEntry entry) {
    ThreadState thread = threads.find(tid);
    if (thread == null) {
      return;
    }
    Descriptor descriptor = new Descriptor();
    descriptor.type = DescriptorType.of(entry.type());
    descriptor.ino = entry.ino();
    switch (descriptor.type) {
      case IPV4_SOCKET, IPV6_SOCKET -> connection(descriptor, entry);
      case IPV4_SERVER_SOCKET, IPV6_SERVER_SOCKET -> server(descriptor, entry);
      case UNIX_SOCKET -> {
        descriptor.socket().unix(entry.unixSource(), entry.unixDestination());
        descriptor.name = untilNul(entry.name());
        descriptor.state =
            descriptor.name.isEmpty() ? Descriptor.ROLE_CLIENT : Descriptor.ROLE_SERVER;
      }
      case FILE_V2 -> {
        descriptor.openFlags = entry.openFlags();
        descriptor.name = untilNul(entry.name());
        descriptor.dev = entry.dev();
      }
      case UNKNOWN, UNINITIALIZED -> {
        return;
      }
      default -> descriptor.name = untilNul(entry.name());
    }
    thread.ownDescriptors.put(entry.number(), descriptor);
  }

  private static void connection(Descriptor descriptor, DescriptorEntry entry) {
    SocketAddresses socket = descriptor.socket();
    String source = entry.sourceAddress();
    String destination = entry.destinationAddress();
    if (descriptor.type == DescriptorType.IPV6_SOCKET
        && Addresses.mappedIpv4(source)
        && Addresses.mappedIpv4(destination)) {
      descriptor.type = DescriptorType.IPV4_SOCKET;
      source = source.substring(12);
      destination = destination.substring(12);
    }
    if (descriptor.type == DescriptorType.IPV4_SOCKET) {
      socket.sourceV4(Bytes.int32(source, 0));
      socket.destinationV4(Bytes.int32(destination, 0));
      socket.sourcePortV4(entry.sourcePort());
      socket.destinationPortV4(entry.destinationPort());
      socket.protocolV4(entry.l4proto());
    } else {
      socket.sourceV6(Bytes.int64(source, 0), Bytes.int64(source, 8));
      socket.destinationV6(Bytes.int64(destination, 0), Bytes.int64(destination, 8));
      socket.sourcePortV6(entry.sourcePort());
      socket.destinationPortV6(entry.destinationPort());
      socket.protocolV6(entry.l4proto());
    }
    if (entry.l4proto() == SocketAddresses.TCP) {
      descriptor.state |= Descriptor.CONNECTED;
    }
    descriptor.name = SocketNames.tuple(descriptor);
  }

  private void server(Descriptor descriptor, DescriptorEntry entry) {
    SocketAddresses socket = descriptor.socket();
    String address = entry.sourceAddress();
    if (descriptor.type == DescriptorType.IPV4_SERVER_SOCKET) {
      socket.serverV4(Bytes.int32(address, 0), entry.sourcePort());
      socket.serverProtocolV4(entry.l4proto());
    } else {
      socket.serverV6(Bytes.int64(address, 0), Bytes.int64(address, 8), entry.sourcePort());
      socket.serverProtocolV6(entry.l4proto());
    }
    descriptor.name = Addresses.endpoint(descriptor.sourceAddress(), descriptor.sourcePort());
    serverPorts.set(entry.sourcePort() & HIGHEST_PORT);
  }

  /** All threads are known: puts them into their groups and to their parents. */
  void join() {
    for (long tid : threads.tids()) {
      ThreadState thread = threads.find(tid);
      if (thread != null) {
        threads.join(thread);
      }
    }
  }

  /** All server ports are known: a connection to one of them was accepted, any other was made. */
  void guessRoles() {
    for (long tid : threads.tids()) {
      ThreadState thread = threads.find(tid);
      if (thread != null) {
        thread.ownDescriptors.forEach((number, descriptor) -> guessRole(descriptor));
      }
    }
  }

  private void guessRole(Descriptor descriptor) {
    if (descriptor.type != DescriptorType.IPV4_SOCKET) {
      return;
    }
    if (serverPorts.get(descriptor.sourcePort())) {
      descriptor.socket().swapV4();
      descriptor.name = SocketNames.tuple(descriptor);
      descriptor.state |= Descriptor.ROLE_SERVER;
    } else {
      descriptor.state |= Descriptor.ROLE_CLIENT;
    }
    descriptor.changed();
  }

  private static String untilNul(String text) {
    int nul = text.indexOf(0);
    return nul < 0 ? text : text.substring(0, nul);
  }
}
