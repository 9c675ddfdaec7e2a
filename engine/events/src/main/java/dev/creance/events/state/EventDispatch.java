package dev.creance.events.state;

import dev.creance.events.Event;

/** Takes each event to what it changes. */
final class EventDispatch {
  private final EventScope scope;
  private final KeptEnterEvents enters;
  private final PendingRemovals removals;
  private final DescriptorEvents descriptors;
  private final SocketEvents sockets;
  private final ConnectEvents connects;
  private final CloneEvents clones;
  private final ExecEvents execs;
  private final ProcessEvents processes;
  private final String hostRoot;

  EventDispatch(
      EventScope scope,
      KeptEnterEvents enters,
      PendingRemovals removals,
      DescriptorEvents descriptors,
      SocketEvents sockets,
      ConnectEvents connects,
      CloneEvents clones,
      ExecEvents execs,
      ProcessEvents processes,
      String hostRoot) {
    this.scope = scope;
    this.enters = enters;
    this.removals = removals;
    this.descriptors = descriptors;
    this.sockets = sockets;
    this.connects = connects;
    this.clones = clones;
    this.execs = execs;
    this.processes = processes;
    this.hostRoot = hostRoot;
  }

  /** An event without thread. */
  void digest(Event event) {
    switch (event.code()) {
      case EventCodes.USER_ADDED_E -> processes.userAdded(event);
      case EventCodes.USER_DELETED_E -> processes.userDeleted(event);
      case EventCodes.GROUP_ADDED_E -> processes.groupAdded(event);
      case EventCodes.GROUP_DELETED_E -> processes.groupDeleted(event);
      case EventCodes.CLONE_X, EventCodes.FORK_X, EventCodes.VFORK_X, EventCodes.CLONE3_X ->
          clones.cloned(event);
      default -> {}
    }
  }

  /** An event of a thread; the frequent ones first. */
  void digest(Event event, ThreadState thread) {
    switch (event.code()) {
      case EventCodes.READ_X, EventCodes.READV_X, EventCodes.PREAD_X, EventCodes.PREADV_X ->
          sockets.read(event, thread, -1);
      case EventCodes.RECVFROM_X -> sockets.read(event, thread, 2);
      case EventCodes.RECVMSG_X -> sockets.read(event, thread, 3);
      case EventCodes.RECV_X -> sockets.read(event, thread, 4);
      case EventCodes.RECVMMSG_X -> {
        if (event.has(0)) {
          sockets.read(event, thread, 4);
        }
      }
      case EventCodes.WRITE_X, EventCodes.WRITEV_X, EventCodes.PWRITE_X, EventCodes.PWRITEV_X ->
          sockets.write(event, thread, -1);
      case EventCodes.SEND_X, EventCodes.SENDTO_X, EventCodes.SENDMSG_X ->
          sockets.write(event, thread, 4);
      case EventCodes.SENDMMSG_X -> {
        if (event.has(0)) {
          sockets.write(event, thread, 4);
        }
      }
      case EventCodes.OPENAT_X -> descriptors.openAt(event, thread, enters.of(event, thread), 5);
      case EventCodes.CLOSE_X -> close(thread);
      case EventCodes.FCNTL_X -> descriptors.control(event, thread);
      case EventCodes.OPEN_X -> descriptors.open(event, thread, enters.of(event, thread));
      case EventCodes.BRK_X, EventCodes.MMAP_X, EventCodes.MMAP2_X, EventCodes.MUNMAP_X ->
          processes.memory(event, thread);
      case EventCodes.SCHEDSWITCH_E -> processes.scheduled(event, thread);
      default -> digestRare(event, thread);
    }
  }

  private void close(ThreadState thread) {
    if (scope.returnValue() >= 0 && scope.descriptor != null) {
      removals.close(thread, thread.lastFd);
    }
  }

  private void digestRare(Event event, ThreadState thread) {
    switch (event.code()) {
      case EventCodes.OPEN_E,
          EventCodes.CREAT_E,
          EventCodes.OPENAT_E,
          EventCodes.OPENAT2_E,
          EventCodes.EXECVE_E -> {
        if (event.has(0)) {
          enters.keep(event, thread);
        }
      }
      case EventCodes.EXECVEAT_E, EventCodes.CONNECT_E -> enters.keep(event, thread);
      case EventCodes.OPENAT2_X -> descriptors.openAt(event, thread, enters.of(event, thread), 6);
      case EventCodes.CREAT_X -> descriptors.create(event, thread, enters.of(event, thread));
      case EventCodes.OPEN_BY_HANDLE_AT_X -> descriptors.openByHandle(event, thread);
      case EventCodes.CLONE_X, EventCodes.FORK_X, EventCodes.VFORK_X, EventCodes.CLONE3_X ->
          clones.cloned(event);
      case EventCodes.EXECVE_X, EventCodes.EXECVEAT_X ->
          execs.executed(event, thread, enters.of(event, thread));
      case EventCodes.PROCEXIT_E -> {
        processes.exit(event, thread);
        removals.exit(event.tid());
      }
      case EventCodes.SOCKET_X -> sockets.socket(event, thread);
      case EventCodes.BIND_X -> sockets.bind(event);
      case EventCodes.CONNECT_X -> connects.connect(event, enters.of(event, thread));
      case EventCodes.ACCEPT_X, EventCodes.ACCEPT4_X -> sockets.accept(event, thread);
      case EventCodes.SOCKETPAIR_X -> sockets.socketPair(event, thread);
      default -> digestDescriptor(event, thread);
    }
  }

  private void digestDescriptor(Event event, ThreadState thread) {
    switch (event.code()) {
      case EventCodes.PIPE_X, EventCodes.PIPE2_X -> descriptors.pipe(event, thread);
      case EventCodes.DUP_X, EventCodes.DUP2_X, EventCodes.DUP3_X ->
          descriptors.duplicate(event, thread);
      case EventCodes.CLOSE_RANGE_X -> descriptors.closeRange(event, thread);
      case EventCodes.EVENTFD_X -> descriptors.openSpecial(thread, DescriptorType.EVENT, 0);
      case EventCodes.EVENTFD2_X ->
          descriptors.openSpecial(thread, DescriptorType.EVENT, event.uint16(1));
      case EventCodes.SIGNALFD_X -> descriptors.openSpecial(thread, DescriptorType.SIGNAL, 0);
      case EventCodes.SIGNALFD4_X ->
          descriptors.openSpecial(thread, DescriptorType.SIGNAL, event.uint16(1));
      case EventCodes.TIMERFD_CREATE_X ->
          descriptors.openSpecial(thread, DescriptorType.TIMER, event.uint8(2));
      case EventCodes.INOTIFY_INIT_X -> descriptors.openSpecial(thread, DescriptorType.INOTIFY, 0);
      case EventCodes.INOTIFY_INIT1_X ->
          descriptors.openSpecial(thread, DescriptorType.INOTIFY, event.uint16(1));
      case EventCodes.BPF_X -> descriptors.openSpecial(thread, DescriptorType.BPF, 0);
      case EventCodes.USERFAULTFD_X -> descriptors.openSpecial(thread, DescriptorType.USERFAULT, 0);
      case EventCodes.IO_URING_SETUP_X ->
          descriptors.openSpecial(thread, DescriptorType.IO_URING, 0);
      case EventCodes.EPOLL_CREATE_X, EventCodes.EPOLL_CREATE1_X ->
          descriptors.epoll(event, thread);
      case EventCodes.MEMFD_CREATE_X -> descriptors.memfd(event, thread);
      case EventCodes.PIDFD_OPEN_X -> descriptors.pidfdOpen(event, thread, hostRoot);
      case EventCodes.PIDFD_GETFD_X -> descriptors.pidfdGet(event, thread);
      default -> digestProcess(event, thread);
    }
  }

  private void digestProcess(Event event, ThreadState thread) {
    switch (event.code()) {
      case EventCodes.CHDIR_X, EventCodes.GETCWD_X -> processes.changeDirectory(event, thread);
      case EventCodes.FCHDIR_X -> processes.changeDirectoryToDescriptor(thread);
      case EventCodes.CHROOT_X -> processes.changeRoot(event, thread);
      case EventCodes.SETUID_X -> processes.setUser(event, thread, 1);
      case EventCodes.SETREUID_X, EventCodes.SETRESUID_X -> processes.setUser(event, thread, 2);
      case EventCodes.SETGID_X -> processes.setGroup(event, thread, 1);
      case EventCodes.SETREGID_X, EventCodes.SETRESGID_X -> processes.setGroup(event, thread, 2);
      case EventCodes.SETSID_X -> processes.setSession(thread);
      case EventCodes.CAPSET_X -> processes.setCapabilities(event, thread);
      case EventCodes.UNSHARE_X -> processes.changeNamespaces(event, thread, 1);
      case EventCodes.SETNS_X -> processes.changeNamespaces(event, thread, 2);
      case EventCodes.PRCTL_X -> processes.control(event, thread);
      case EventCodes.GETRLIMIT_X, EventCodes.SETRLIMIT_X -> processes.resourceLimit(event, thread);
      case EventCodes.PRLIMIT_X -> processes.resourceLimitOf(event);
      default -> {}
    }
  }
}
