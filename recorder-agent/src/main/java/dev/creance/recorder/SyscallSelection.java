package dev.creance.recorder;

import dev.creance.grammar.vocabulary.EventTable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which system calls are recorded. Words: {@code default} (all that change the state of the machine
 * or that a stock rule looks at), {@code io} (what moves data), {@code memory} (memory and waiting:
 * frequent, and few rules look at them), {@code all}, or a call's name; with {@code -} in front it
 * is taken out again.
 */
final class SyscallSelection {
  private static final String DEFAULT =
      """
      execve execveat clone clone3 fork vfork setsid setpgid prctl ptrace kill tkill tgkill
      prlimit64 setrlimit seccomp pidfd_open pidfd_getfd process_vm_readv process_vm_writev
      unshare setns chroot pivot_root mount umount2 fsconfig move_mount open_tree fsmount
      setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
      open openat openat2 creat open_by_handle_at close close_range dup dup2 dup3 fcntl
      pipe pipe2 eventfd eventfd2 signalfd signalfd4 timerfd_create inotify_init inotify_init1
      epoll_create epoll_create1 memfd_create userfaultfd
      chdir fchdir getcwd rename renameat renameat2 link linkat symlink symlinkat unlink unlinkat
      mkdir mkdirat rmdir chmod fchmod fchmodat fchmodat2 chown lchown fchown fchownat mknod mknodat
      socket socketpair bind connect listen accept accept4 shutdown getsockopt
      sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg
      init_module finit_module delete_module bpf perf_event_open kexec_load kexec_file_load
      io_uring_setup io_uring_register keyctl quotactl sethostname setdomainname reboot
      settimeofday clock_settime adjtimex acct swapon swapoff
      """;
  private static final String IO =
      """
      read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2
      sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg sendfile splice tee vmsplice
      copy_file_range io_uring_enter setsockopt
      """;
  private static final String MEMORY =
      """
      brk mmap munmap mprotect mremap mlock mlock2 munlock mlockall munlockall futex nanosleep
      clock_nanosleep poll ppoll select pselect6 epoll_wait epoll_pwait epoll_pwait2
      semget semop semctl
      """;

  private final Map<String, Integer> numbers = new TreeMap<>();

  SyscallSelection() {
    EventTable table = EventTable.current();
    for (int number = 0; number < 512; number++) {
      int code = table.syscallOfNative(number);
      if (code != 0) {
        numbers.put(table.syscallName(code), number);
      }
    }
  }

  /** The numbers of the calls that a list of words stands for, separated by commas. */
  Set<Integer> select(String list) throws UsageException {
    Set<Integer> selected = new TreeSet<>();
    for (String part : list.split(",")) {
      String word = part.strip();
      if (word.startsWith("-")) {
        selected.removeAll(numbers(word.substring(1)));
      } else {
        selected.addAll(numbers(word.startsWith("+") ? word.substring(1) : word));
      }
    }
    if (selected.isEmpty()) {
      throw new UsageException("--syscalls " + list + " leaves nothing to record");
    }
    return selected;
  }

  private Set<Integer> numbers(String word) throws UsageException {
    return switch (word) {
      case "default" -> group(DEFAULT);
      case "io" -> group(IO);
      case "memory" -> group(MEMORY);
      case "all" -> new LinkedHashSet<>(numbers.values());
      default -> Set.of(number(word));
    };
  }

  private Set<Integer> group(String names) throws UsageException {
    Set<Integer> group = new LinkedHashSet<>();
    for (String name : words(names)) {
      group.add(number(name));
    }
    return group;
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.strip().split("\\s+"));
  }

  private int number(String name) throws UsageException {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new UsageException(
          "--syscalls: " + name + " is neither a system call nor default, io, memory or all");
    }
    return number;
  }
}
