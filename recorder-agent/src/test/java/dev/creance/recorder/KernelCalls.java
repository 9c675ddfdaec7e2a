package dev.creance.recorder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** The kernel itself, memory, waiting, semaphores. */
final class KernelCalls extends CallFamily {
  KernelCalls(CallTable table, Syscalls calls) {
    super(table, calls);
  }

  @Override
  void make(Path folder) {
    kernelCalls();
    memory();
    waiting();
    semaphores();
  }

  private void kernelCalls() {
    table.row(
        "init_module",
        "init_module res=%r, img=notelf, length=6, uargs=arg=1",
        calls.text("notelf"),
        6,
        "arg=1");
    table.row(
        "finit_module",
        "finit_module res=%r, fd=999, uargs=arg=2, flags=MODULE_INIT_IGNORE_VERMAGIC",
        999,
        "arg=2",
        2);
    table.row(
        "delete_module",
        "delete_module res=%r, name=nothing, flags=O_NONBLOCK",
        "nothing",
        O_NONBLOCK);
    table.row("bpf", "bpf fd=-22, cmd=99", 99, 0, 0);
    table.row("bpf", "bpf fd=%r, cmd=BPF_MAP_CREATE", 0, 0, 0);
    MemorySegment params = calls.memory(120);
    table.row(
        "io_uring_setup",
        "io_uring_setup res=%r, entries=4, sq_entries=*, cq_entries=*, flags=*, sq_thread_cpu=0, sq_thread_idle=0, features=*",
        4,
        params);
    table.row(
        "io_uring_setup",
        "io_uring_setup res=%r, entries=0, sq_entries=0, cq_entries=0, flags=0, sq_thread_cpu=0, sq_thread_idle=0, features=0",
        0,
        0);
    table.row(
        "io_uring_enter",
        "io_uring_enter res=%r, fd=999, to_submit=1, min_complete=2, flags=IORING_ENTER_GETEVENTS, sig=0",
        999,
        1,
        2,
        1,
        0);
    table.row(
        "io_uring_register",
        "io_uring_register res=%r, fd=999, opcode=*, arg=0, nr_args=3",
        999,
        1,
        0,
        3);
    table.row(
        "keyctl",
        "keyctl res=%r, operation=KEYCTL_GET_KEYRING_ID, arg2=0:-1, arg3=0:0, arg4=0:0, arg5=0:0",
        0,
        -1,
        0,
        9,
        9);
    table.row(
        "keyctl",
        "keyctl res=%r, operation=KEYCTL_JOIN_SESSION_KEYRING, arg2=*, arg3=0:0, arg4=0:0, arg5=0:0",
        1,
        "\u0001");
    table.row(
        "quotactl",
        "quotactl res=%r, special=/dev/none, quotafilepath=empty, dqb_bhardlimit=0, dqb_bsoftlimit=0, dqb_curspace=0, dqb_ihardlimit=0, dqb_isoftlimit=0, dqb_btime=0, dqb_itime=0, dqi_bgrace=0, dqi_igrace=0, dqi_flags=0, quota_fmt_out=QFMT_NOT_USED, cmd=Q_GETQUOTA, type=GRPQUOTA, id=7, quota_fmt=QFMT_NOT_USED",
        0x80000701,
        "/dev/none",
        7,
        calls.memory(80));
    table.row("getpgrp", "syscall ID=42, nativeID=111");
    table.row("getppid", "syscall ID=41, nativeID=110");
  }

  private void memory() {
    String use = "vm_size=*, vm_rss=*, vm_swap=0";
    long at =
        table.row(
            "mmap",
            "mmap res=%r, "
                + use
                + ", addr=0, length=8192, prot=PROT_READ|PROT_WRITE, flags=MAP_PRIVATE|MAP_ANONYMOUS, fd=-1, offset=0",
            0,
            8192,
            3,
            0x22,
            -1,
            0);
    table.row(
        "mmap",
        "mmap res=-22, "
            + use
            + ", addr=0, length=0, prot=PROT_EXEC, flags=MAP_SHARED, fd=5, offset=4096",
        0,
        0,
        4,
        1,
        5,
        4096);
    table.row(
        "mprotect",
        "mprotect res=0, addr=" + Long.toUnsignedString(at) + ", length=4096, prot=PROT_READ",
        at,
        4096,
        1);
    table.row("mprotect", "mprotect res=-22, addr=1, length=4096, prot=0", 1, 4096, 0);
    table.row("mlock", "mlock res=%r, addr=" + at + ", len=4096", at, 4096);
    table.row(
        "mlock2", "mlock2 res=%r, addr=" + at + ", len=4096, flags=MLOCK_ONFAULT", at, 4096, 1);
    table.row("munlock", "munlock res=0, addr=" + at + ", len=4096", at, 4096);
    table.row("mlockall", "mlockall res=-22, flags=0", 0);
    table.row("munlockall", "munlockall res=0");
    table.row("munmap", "munmap res=0, " + use + ", addr=" + at + ", length=8192", at, 8192);
    table.row("munmap", "munmap res=-22, " + use + ", addr=1, length=8192", 1, 8192);
    table.row("brk", "brk res=%r, " + use + ", addr=0", 0);
  }

  private void waiting() {
    table.row(
        "futex", "futex res=-11, addr=*, op=FUTEX_PRIVATE_FLAG, val=5", calls.ints(1), 128, 5, 0);
    table.row("futex", "futex res=0, addr=*, op=FUTEX_WAKE, val=1", calls.ints(1), 1, 1);
    table.row("nanosleep", "nanosleep res=0, interval=1000", calls.longs(0, 1000), 0);
    table.row("nanosleep", "nanosleep res=-22, interval=*", calls.longs(-1, 0), 0);
    MemorySegment entry = calls.ints(999, 1);
    table.row("poll", "poll res=1, fds=0100e7030000000000004000, timeout=0", entry, 1, 0);
    table.row("poll", "poll res=-14, fds=0000, timeout=0", 0, 1, 0);
    table.row(
        "ppoll",
        "ppoll res=1, fds=0100e7030000000000004000, timeout=*, sigmask=0",
        calls.ints(999, 1),
        1,
        calls.longs(1, 0),
        0,
        8);
    table.row("select", "select res=-22", -1, 0, 0, 0, 0);
    table.row("epoll_wait", "epoll_wait res=-9, maxevents=3", 999, calls.memory(64), 3, 0);
  }

  private void semaphores() {
    long id = table.row("semget", "semget res=%r, key=0, nsems=2, semflg=IPC_CREAT", 0, 2, 01600);
    table.row("semget", "semget res=-22, key=0, nsems=-1, semflg=IPC_EXCL|IPC_CREAT", 0, -1, 03000);
    table.row(
        "semctl", "semctl res=0, semid=" + id + ", semnum=0, cmd=SETVAL, val=7", id, 0, 16, 7);
    MemorySegment operation = calls.memory(6);
    operation.set(ValueLayout.JAVA_SHORT, 2, (short) -1);
    operation.set(ValueLayout.JAVA_SHORT, 4, (short) 04000);
    table.row(
        "semop",
        "semop res=0, nsops=1, sem_num_0=0, sem_op_0=-1, sem_flg_0=IPC_NOWAIT, sem_num_1=0, sem_op_1=0, sem_flg_1=0, semid="
            + id,
        id,
        operation,
        1);
    table.row(
        "semop",
        "semop res=-22, nsops=0, sem_num_0=0, sem_op_0=0, sem_flg_0=0, sem_num_1=0, sem_op_1=0, sem_flg_1=0, semid="
            + id,
        id,
        operation,
        0);
    table.row(
        "semctl", "semctl res=0, semid=" + id + ", semnum=0, cmd=IPC_RMID, val=0", id, 0, 0, 0);
    table.row("semctl", "semctl res=-22, semid=-5, semnum=0, cmd=GETVAL, val=0", -5, 0, 12, 0);
  }
}
