package dev.creance.tuning.normal;

import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.tuning.recording.Fields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that a workload does, and the fields that say what exactly. */
public enum Behaviour {
  /** Runs a program: its name. */
  RUNS("evt.type in (execve, execveat) and evt.failed = false", "proc.exepath", "proc.name"),
  /** Is started by: the parent's name. */
  STARTED_BY(
      "evt.type in (execve, execveat) and evt.failed = false", "proc.pexepath", "proc.pname"),
  /** Runs as a user. */
  USER("evt.type in (execve, execveat) and evt.failed = false", "proc.name", "user.name"),
  /** Reads files of a directory. */
  READS(
      "evt.type in (open, openat, openat2) and evt.is_open_read = true", "fd.name", "fd.directory"),
  /** Writes files of a directory. */
  WRITES(
      "evt.type in (open, openat, openat2) and evt.is_open_write = true",
      "fd.name",
      "fd.directory"),
  /** Changes the file system otherwise: the system call. */
  CHANGES(
      "evt.type in (rename, renameat, renameat2, unlink, unlinkat, mkdir, mkdirat, rmdir, link,"
          + " linkat, symlink, symlinkat, chmod, fchmodat, fchmod, chown, fchownat)",
      "fs.path.name",
      "evt.type"),
  /** Listens on a port. */
  LISTENS("evt.type in (bind, listen) and fd.typechar in (4, 6)", "fd.name", "fd.sport"),
  /** Connects to: network and port. */
  CONNECTS("evt.type = connect and fd.typechar in (4, 6)", "fd.sip", "fd.sip", "fd.sport"),
  /** Uses a system call of note. */
  CALLS(
      "evt.type in (ptrace, mount, umount2, setns, unshare, bpf, init_module, finit_module,"
          + " memfd_create, userfaultfd, chroot, pivot_root, io_uring_setup, setuid, setgid,"
          + " setresuid, capset, process_vm_readv, process_vm_writev)",
      "proc.name",
      "evt.type"),
  /** Asks the Kubernetes API: what for, of what. */
  ASKS("ka.verb exists", "ka.target.name", "ka.verb", "ka.target.resource");

  private final String condition;
  private final String example;
  private final List<String> fields;

  /**
   * @param example the field that shows one of the things that are counted together
   */
  Behaviour(String condition, String example, String... fields) {
    this.condition = condition;
    this.example = example;
    this.fields = List.of(fields);
  }

  /** As files and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A rule that hits what is this behaviour. */
  String rule() {
    return "- rule: "
        + name()
        + "\n  desc: behaviour\n  condition: \""
        + condition
        + "\"\n  output: none\n  priority: DEBUG\n  source: "
        + (this == ASKS ? "k8s_audit" : "syscall")
        + "\n";
  }

  /** Reads what exactly; used by one thread. */
  Reader reader() {
    return new Reader(this);
  }

  /** Reads the fields of a behaviour. */
  static final class Reader {
    private final Behaviour behaviour;
    private final List<OutputField> fields;
    private final OutputField example;

    private Reader(Behaviour behaviour) {
      this.behaviour = behaviour;
      this.fields = behaviour.fields.stream().map(Fields::printed).toList();
      this.example = Fields.printed(behaviour.example);
    }

    /** One of what is counted together: a file of the directory, a peer of the network. */
    @Nullable String example(EventScope scope) {
      return example.text(scope);
    }

    @Nullable String value(EventScope scope) {
      StringBuilder value = new StringBuilder();
      for (OutputField field : fields) {
        String text = field.text(scope);
        if (text == null) {
          return null;
        }
        boolean address = field.name().equals("fd.sip");
        value
            .append(value.isEmpty() ? "" : behaviour == ASKS ? " " : ":")
            .append(address ? network(text) : text);
      }
      return behaviour == READS || behaviour == WRITES
          ? directory(value.toString())
          : value.toString();
    }

    /** The first three parts of an IPv4 address, the first four groups of an IPv6 one. */
    private static String network(String address) {
      int dot = address.lastIndexOf('.');
      if (dot > 0) {
        return address.substring(0, dot) + ".0/24";
      }
      int at = -1;
      for (int i = 0; i < 4; i++) {
        int next = address.indexOf(':', at + 1);
        if (next < 0) {
          return address;
        }
        at = next;
      }
      return address.substring(0, at) + "::/64";
    }

    /** Numbers in paths are process ids and the like. */
    private static String directory(String path) {
      return path.replaceAll("/[0-9]+(?=/|$)", "/#");
    }
  }
}
