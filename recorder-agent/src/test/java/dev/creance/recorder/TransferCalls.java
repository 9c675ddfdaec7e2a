package dev.creance.recorder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** What moves data. */
final class TransferCalls extends CallFamily {
  TransferCalls(CallTable table, Syscalls calls) {
    super(table, calls);
  }

  @Override
  void make(Path folder) {
    transfers(folder);
  }

  private void transfers(Path folder) {
    String path = folder + "/data";
    long fd = calls.call("open", path, O_RDWR | O_CREAT, 0600);
    String long_ = "0123456789".repeat(20);
    String first = long_.substring(0, 80);
    table.row(
        "write",
        "write res=200, data=" + first + ", fd=" + fd + ", size=200",
        fd,
        calls.text(long_),
        200);
    table.row("write", "write res=-9, data=abc, fd=999, size=3", 999, calls.text("abc"), 3);
    table.row(
        "pwrite64",
        "pwrite res=3, data=abc, fd=" + fd + ", size=3, pos=1",
        fd,
        calls.text("abc"),
        3,
        1);
    table.row(
        "pwrite64",
        "pwrite res=-22, data=abc, fd=" + fd + ", size=3, pos=18446744073709551615",
        fd,
        calls.text("abc"),
        3,
        -1);
    table.row(
        "writev",
        "writev res=5, data=abcde, fd=" + fd + ", size=5",
        fd,
        vectors(bytes("abc"), bytes("de")),
        2);
    table.row("writev", "writev res=-9, data=abc, fd=999, size=3", 999, vectors(bytes("abc")), 1);
    table.row(
        "pwritev",
        "pwritev res=2, data=zz, fd=" + fd + ", size=2, pos=4",
        fd,
        vectors(bytes("zz")),
        1,
        4,
        0);
    table.row("lseek", "lseek res=0, fd=" + fd + ", offset=0, whence=SEEK_SET", fd, 0, 0);
    table.row("lseek", "lseek res=-9, fd=999, offset=5, whence=SEEK_END", 999, 5, 2);
    table.row("read", "read res=6, data=0abczz, fd=" + fd + ", size=6", fd, calls.memory(6), 6);
    table.row("read", "read res=-9, data=empty, fd=999, size=6", 999, calls.memory(6), 6);
    table.row("read", "read res=-14, data=empty, fd=" + fd + ", size=6", fd, 0, 6);
    table.row(
        "pread64",
        "pread res=3, data=abc, fd=" + fd + ", size=3, pos=1",
        fd,
        calls.memory(3),
        3,
        1);
    table.row(
        "pread64",
        "pread res=0, data=empty, fd=" + fd + ", size=3, pos=9999",
        fd,
        calls.memory(3),
        3,
        9999);
    table.row(
        "readv",
        "readv res=4, size=4, data=6789, fd=" + fd,
        fd,
        vectors(calls.memory(2), calls.memory(2)),
        2);
    table.row(
        "readv", "readv res=-9, size=0, data=empty, fd=999", 999, vectors(calls.memory(2)), 1);
    table.row(
        "preadv",
        "preadv res=2, size=2, data=0a, fd=" + fd + ", pos=0",
        fd,
        vectors(calls.memory(2)),
        1,
        0,
        0);
    long copy = calls.call("open", path + "2", O_RDWR | O_CREAT, 0600);
    table.row(
        "sendfile",
        "sendfile res=3, offset=4, out_fd=" + copy + ", in_fd=" + fd + ", size=3",
        copy,
        fd,
        calls.longs(1),
        3);
    table.row(
        "sendfile",
        "sendfile res=-9, offset=0, out_fd=999, in_fd=" + fd + ", size=3",
        999,
        fd,
        0,
        3);
    table.row(
        "copy_file_range",
        "copy_file_range res=2, fdout=" + copy + ", offout=0, fdin=" + fd + ", offin=0, len=2",
        fd,
        0,
        copy,
        0,
        2,
        0);
    table.row(
        "copy_file_range",
        "copy_file_range res=-9, fdout=" + copy + ", offout=0, fdin=999, offin=0, len=2",
        999,
        0,
        copy,
        0,
        2,
        0);
    MemorySegment ends = calls.memory(8);
    calls.call("pipe", ends);
    int in = ends.get(ValueLayout.JAVA_INT, 4);
    table.row(
        "splice",
        "splice res=5, fd_in=" + fd + ", fd_out=" + in + ", size=5, flags=SPLICE_F_MOVE",
        fd,
        0,
        in,
        0,
        5,
        1);
    table.row(
        "splice",
        "splice res=-9, fd_in=999, fd_out=" + in + ", size=5, flags=0",
        999,
        0,
        in,
        0,
        5,
        0);
    long self = ProcessHandle.current().pid();
    MemorySegment there = bytes("memory");
    table.row(
        "process_vm_readv",
        "process_vm_readv res=6, pid=" + self + ", data=memory",
        self,
        vectors(calls.memory(6)),
        1,
        vectors(there),
        1,
        0);
    table.row(
        "process_vm_writev",
        "process_vm_writev res=6, pid=" + self + ", data=newnew",
        self,
        vectors(bytes("newnew")),
        1,
        vectors(there),
        1,
        0);
    table.row(
        "process_vm_readv",
        "process_vm_readv res=-3, pid=99999999, data=empty",
        99999999,
        vectors(calls.memory(6)),
        1,
        vectors(there),
        1,
        0);
    calls.call("close", fd);
    calls.call("close", copy);
  }
}
