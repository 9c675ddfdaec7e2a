package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Copies of descriptors, pipes, and descriptors of other things than files. */
final class DescriptorCalls extends CallFamily {
  DescriptorCalls(CallTable table, Syscalls calls) {
    super(table, calls);
  }

  @Override
  void make(Path folder) {
    descriptors();
  }

  private void descriptors() {
    long null_ = calls.call("openat", CWD, "/dev/null", O_RDWR, 0);
    table.row("dup", "dup res=%r, oldfd=" + null_, null_);
    table.row("dup", "dup res=-9, oldfd=999", 999);
    table.row("dup2", "dup2 res=900, oldfd=" + null_ + ", newfd=900", null_, 900);
    table.row("dup2", "dup2 res=-9, oldfd=999, newfd=900", 999, 900);
    table.row(
        "dup3",
        "dup3 res=901, oldfd=" + null_ + ", newfd=901, flags=O_CLOEXEC",
        null_,
        901,
        O_CLOEXEC);
    table.row("dup3", "dup3 res=-22, oldfd=901, newfd=901, flags=0", 901, 901, 0);
    table.row("fcntl", "fcntl res=902, fd=901, cmd=F_DUPFD_CLOEXEC, arg=902", 901, 1030, 902);
    table.row("fcntl", "fcntl res=%r, fd=901, cmd=F_GETFL, arg=0", 901, 3, 0);
    table.row("fcntl", "fcntl res=-9, fd=999, cmd=F_SETFD, arg=1", 999, 2, 1);
    table.row("close_range", "close_range res=0, first=900, last=902, flags=0", 900, 902, 0);
    table.row(
        "close_range",
        "close_range res=-22, first=902, last=900, flags=CLOSE_RANGE_CLOEXEC",
        902,
        900,
        4);
    table.row("close", "close res=-9, fd=901", 901);
    table.row("close", "close res=-9, fd=-1", -1);
    table.row(
        "ioctl", "ioctl res=-25, fd=" + null_ + ", request=21505, argument=7", null_, 0x5401, 7);
    MemorySegment ends = calls.memory(8);
    long result = table.row("pipe", "pipe res=0, fd1=*, fd2=*, ino=*", ends);
    assertThat(result).isZero();
    table.row("pipe", "pipe res=-14, fd1=-1, fd2=-1, ino=0", 0);
    table.row(
        "pipe2",
        "pipe2 res=0, fd1=*, fd2=*, ino=*, flags=O_NONBLOCK|O_CLOEXEC",
        ends,
        O_NONBLOCK | O_CLOEXEC);
    table.row("pipe2", "pipe2 res=-22, fd1=*, fd2=*, ino=0, flags=0", ends, 1);
    table.row("eventfd", "eventfd res=%r, initval=5, flags=0", 5);
    table.row("eventfd2", "eventfd2 res=%r, flags=O_NONBLOCK, initval=6", 6, O_NONBLOCK);
    table.row("eventfd2", "eventfd2 res=-22, flags=0, initval=6", 6, 0x10000);
    table.row("signalfd", "signalfd res=%r, fd=-1, mask=0, flags=0", -1, calls.memory(8), 8);
    table.row(
        "signalfd4",
        "signalfd4 res=%r, flags=O_CLOEXEC, fd=-1, mask=0",
        -1,
        calls.memory(8),
        8,
        O_CLOEXEC);
    table.row("signalfd4", "signalfd4 res=-22, flags=0, fd=-1, mask=0", -1, calls.memory(8), 7, 0);
    table.row("timerfd_create", "timerfd_create res=%r, clockid=1, flags=64", 1, O_NONBLOCK);
    table.row("timerfd_create", "timerfd_create res=-22, clockid=99, flags=0", 99, 0);
    table.row("inotify_init", "inotify_init res=%r, flags=0");
    table.row(
        "inotify_init1",
        "inotify_init1 res=%r, flags=O_NONBLOCK|O_CLOEXEC",
        O_NONBLOCK | O_CLOEXEC);
    table.row("inotify_init1", "inotify_init1 res=-22, flags=0", 1);
    table.row("epoll_create", "epoll_create res=%r, size=9", 9);
    table.row("epoll_create", "epoll_create res=-22, size=-1", -1);
    table.row("epoll_create1", "epoll_create1 res=%r, flags=EPOLL_CLOEXEC", O_CLOEXEC);
    table.row("epoll_create1", "epoll_create1 res=-22, flags=0", 1);
    table.row("userfaultfd", "userfaultfd res=%r, flags=0", 0);
    table.row("userfaultfd", "userfaultfd res=-22, flags=O_WRONLY", 2);
  }
}
