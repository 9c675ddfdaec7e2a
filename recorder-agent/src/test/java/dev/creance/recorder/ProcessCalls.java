package dev.creance.recorder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** Users, processes, limits, namespaces; of clone and exec the failures. */
final class ProcessCalls extends CallFamily {
  ProcessCalls(CallTable table, Syscalls calls) {
    super(table, calls);
  }

  @Override
  void make(Path folder) {
    identity();
    processes();
    limits();
    namespaces();
  }

  private void identity() {
    table.row("setuid", "setuid res=0, uid=0", 0);
    table.row("setuid", "setuid res=-22, uid=4294967295", -1);
    table.row("setgid", "setgid res=0, gid=0", 0);
    table.row("setgid", "setgid res=-22, gid=4294967295", -1);
    table.row("setreuid", "setreuid res=0, ruid=4294967295, euid=0", -1, 0);
    table.row("setregid", "setregid res=0, rgid=4294967295, egid=4294967295", -1, -1);
    table.row("setresuid", "setresuid res=0, ruid=0, euid=4294967295, suid=0", 0, -1, 0);
    table.row("setresgid", "setresgid res=0, rgid=4294967295, egid=0, sgid=0", -1, 0, 0);
    table.row("getuid", "getuid uid=0");
    table.row("geteuid", "geteuid euid=0");
    table.row("getgid", "getgid gid=0");
    table.row("getegid", "getegid egid=0");
    table.row(
        "getresuid",
        "getresuid res=0, ruid=0, euid=0, suid=0",
        calls.memory(4),
        calls.memory(4),
        calls.memory(4));
    table.row(
        "getresgid",
        "getresgid res=0, rgid=0, egid=0, sgid=0",
        calls.memory(4),
        calls.memory(4),
        calls.memory(4));
    MemorySegment header = calls.ints(0x20080522, 0);
    MemorySegment sets = calls.memory(24);
    calls.call("capget", header, sets);
    long permitted =
        (sets.get(ValueLayout.JAVA_INT, 16) & 0xFFFFFFFFL) << 32
            | sets.get(ValueLayout.JAVA_INT, 4) & 0xFFFFFFFFL;
    String caps = "cap_inheritable=*, cap_permitted=" + permitted + ", cap_effective=*";
    table.row("capset", "capset res=0, " + caps, header, sets);
    table.row("capset", "capset res=-14, " + caps, header, 0);
  }

  private void processes() {
    long self = ProcessHandle.current().pid();
    long tid = calls.call("gettid");
    table.row("kill", "kill res=0, pid=" + self + ", sig=0", self, 0);
    table.row("kill", "kill res=-3, pid=99999999, sig=15", 99999999, 15);
    table.row("tkill", "tkill res=0, tid=" + tid + ", sig=0", tid, 0);
    table.row("tkill", "tkill res=-3, tid=99999999, sig=9", 99999999, 9);
    table.row("tgkill", "tgkill res=0, pid=" + self + ", tid=" + tid + ", sig=0", self, tid, 0);
    table.row("tgkill", "tgkill res=-3, pid=99999999, tid=5, sig=10", 99999999, 5, 10);
    table.row("setpgid", "setpgid res=-3, pid=99999999, pgid=0", 99999999, 0);
    table.row("setsid", "setsid res=%r", new Object[0]);
    table.row(
        "prctl", "prctl res=0, option=PR_SET_NAME, arg2_str=worker, arg2_int=0", 15, "worker");
    table.row(
        "prctl",
        "prctl res=0, option=PR_GET_NAME, arg2_str=worker, arg2_int=0",
        16,
        calls.memory(16));
    table.row(
        "prctl",
        "prctl res=0, option=PR_GET_CHILD_SUBREAPER, arg2_str=empty, arg2_int=0",
        37,
        calls.memory(4));
    table.row("prctl", "prctl res=-22, option=99, arg2_str=empty, arg2_int=7", 99, 7);
    table.row(
        "ptrace",
        "ptrace res=-3, addr=0:0, data=0:0, request=PTRACE_ATTACH, pid=99999999",
        16,
        99999999,
        5,
        6);
    table.row(
        "ptrace",
        "ptrace res=-3, addr=0:0, data=0:0, request=PTRACE_PEEKDATA, pid=99999999",
        2,
        99999999,
        5,
        6);
    table.row("seccomp", "seccomp res=-22, op=99, flags=1", 99, 1, 0);
    table.row(
        "pidfd_open", "pidfd_open fd=%r, pid=" + self + ", flags=PIDFD_NONBLOCK", self, O_NONBLOCK);
    table.row("pidfd_open", "pidfd_open fd=-3, pid=99999999, flags=0", 99999999, 0);
    table.row("pidfd_getfd", "pidfd_getfd fd=-9, pid_fd=999, target_fd=1, flags=0", 999, 1, 0);
    table.row(
        "execve",
        "execve " + failedExec("/nonexistent", "") + ", filename=/nonexistent",
        "/nonexistent",
        pointers("name", "one", "", "three"),
        pointers("A=1", "B=2"));
    table.row(
        "execveat",
        "execveat " + failedExec("x", ""),
        999,
        "x",
        pointers("name", "one", "", "three"),
        pointers("A=1", "B=2"),
        0);
    table.row("clone", "clone " + failedClone("CLONE_THREAD"), 0x10000, 0, 0, 0, 0);
    table.row(
        "clone3",
        "clone3 " + failedClone("CLONE_SIGHAND"),
        calls.longs(0x800, 0, 0, 0, 0, 0, 0, 0),
        64);
  }

  private MemorySegment pointers(String... texts) {
    long[] words = new long[texts.length + 1];
    for (int i = 0; i < texts.length; i++) {
      words[i] = calls.text(texts[i]).address();
    }
    return calls.longs(words);
  }

  private static String failedExec(String name, String ignored) {
    return "res=%r, exe=name, args=one||three|, tid=*, pid="
        + ProcessHandle.current().pid()
        + ", ptid="
        + ProcessHandle.current().parent().orElseThrow().pid()
        + ", cwd=empty, fdlimit=*, pgft_maj=*, pgft_min=*, vm_size=*, vm_rss=*, vm_swap=0, comm=worker, cgroups=*, env=A=1|B=2|, tty=*, vpgid=*, loginuid=*, flags=*, cap_inheritable=*, cap_permitted=*, cap_effective=*, exe_ino=*, exe_ino_ctime=*, exe_ino_mtime=*, uid=0, trusted_exepath="
        + ProcessHandle.current().info().command().orElseThrow()
        + ", pgid=*, gid=0";
  }

  private static String failedClone(String flags) {
    return "res=%r, exe=empty, args=empty, tid=*, pid="
        + ProcessHandle.current().pid()
        + ", ptid=*, cwd=empty, fdlimit=*, pgft_maj=*, pgft_min=*, vm_size=*, vm_rss=*, vm_swap=0, comm=worker, cgroups=*, flags="
        + flags
        + ", uid=0, gid=0, vtid=*, vpid=*, pidns_init_start_ts=0";
  }

  private void limits() {
    MemorySegment limit = calls.memory(16);
    calls.call("getrlimit", 7, limit);
    long soft = limit.get(ValueLayout.JAVA_LONG, 0);
    long hard = limit.get(ValueLayout.JAVA_LONG, 8);
    String values = "cur=" + soft + ", max=" + hard;
    table.row(
        "getrlimit",
        "getrlimit res=0, " + values + ", resource=RLIMIT_NOFILE",
        7,
        calls.memory(16));
    table.row(
        "getrlimit",
        "getrlimit res=-22, cur=-1, max=-1, resource=RLIMIT_UNKNOWN",
        99,
        calls.memory(16));
    table.row("setrlimit", "setrlimit res=0, " + values + ", resource=RLIMIT_NOFILE", 7, limit);
    table.row(
        "setrlimit", "setrlimit res=-22, cur=9, max=8, resource=RLIMIT_CORE", 4, calls.longs(9, 8));
    table.row(
        "prlimit64",
        "prlimit res=0, newcur="
            + soft
            + ", newmax="
            + hard
            + ", oldcur="
            + soft
            + ", oldmax="
            + hard
            + ", pid=0, resource=RLIMIT_NOFILE",
        0,
        7,
        limit,
        calls.memory(16));
    table.row(
        "prlimit64",
        "prlimit res=-3, newcur=0, newmax=0, oldcur=-1, oldmax=-1, pid=99999999, resource=RLIMIT_AS",
        99999999,
        9,
        0,
        calls.memory(16));
  }

  private void namespaces() {
    table.row("unshare", "unshare res=-22, flags=0", 1);
    table.row("unshare", "unshare res=0, flags=CLONE_FS", 0x200);
    long uts = calls.call("open", "/proc/self/ns/uts", 0, 0);
    table.row("setns", "setns res=0, fd=" + uts + ", nstype=CLONE_NEWUTS", uts, 0x04000000);
    table.row("setns", "setns res=-9, fd=999, nstype=0", 999, 0);
    table.row("chroot", "chroot res=-2, path=/nonexistent", "/nonexistent");
    table.row(
        "mount",
        "mount res=-2, dev=none, dir=/nonexistent, type=tmpfs, flags=RDONLY|NOSUID",
        "none",
        "/nonexistent",
        "tmpfs",
        3,
        0);
    table.row(
        "mount",
        "mount res=-2, dev=none, dir=/nonexistent, type=tmpfs, flags=BIND",
        "none",
        "/nonexistent",
        "tmpfs",
        0xc0ed1000,
        0);
    table.row(
        "umount2", "umount2 res=-2, name=/nonexistent, flags=DETACH|NOFOLLOW", "/nonexistent", 10);
    table.row(
        "fsconfig",
        "fsconfig res=-9, fd=999, cmd=FSCONFIG_SET_STRING, key=source, value_bytebuf=empty, value_charbuf=empty, aux=0",
        999,
        1,
        "source",
        "x",
        0);
  }
}
