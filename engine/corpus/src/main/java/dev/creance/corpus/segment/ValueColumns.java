package dev.creance.corpus.segment;

import dev.creance.events.Event;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.vocabulary.EventTable;
import java.util.List;

/**
 * The fields whose values are worked out at import for each distinct context, because most rules
 * ask for them: a predicate is then evaluated once per distinct value. All other fields are worked
 * out when they are first asked for.
 */
final class ValueColumns {
  private static final List<String> OF_PROCESSES =
      List.of(
          "proc.name",
          "proc.exe",
          "proc.exepath",
          "proc.cmdline",
          "proc.args",
          "proc.cwd",
          "proc.env",
          "proc.tty",
          "proc.vpid",
          "proc.sname",
          "proc.pname",
          "proc.pexe",
          "proc.pexepath",
          "proc.pcmdline",
          "proc.aname",
          "proc.aname[1]",
          "proc.aname[2]",
          "proc.aname[3]",
          "proc.aname[4]",
          "proc.aname[5]",
          "proc.aname[6]",
          "proc.aname[7]",
          "proc.aexe[2]",
          "proc.is_exe_upper_layer",
          "proc.is_exe_writable",
          "proc.is_exe_from_memfd",
          "proc.is_vpgid_leader",
          "thread.cap_permitted",
          "thread.cap_effective",
          "user.name",
          "user.uid",
          "user.loginuid",
          "user.loginname",
          "group.gid",
          "container.id",
          "container.name",
          "container.image",
          "container.image.repository",
          "container.image.tag",
          "container.privileged",
          "k8s.ns.name",
          "k8s.pod.name");

  private static final List<String> OF_DESCRIPTORS =
      List.of(
          "fd.name",
          "fd.nameraw",
          "fd.directory",
          "fd.filename",
          "fd.type",
          "fd.typechar",
          "fd.l4proto",
          "fd.sockfamily",
          "fd.connected",
          "fd.name_changed",
          "fd.ip",
          "fd.cip",
          "fd.sip",
          "fd.cnet",
          "fd.snet",
          "fd.net",
          "fd.port",
          "fd.cport",
          "fd.sport");

  final ContextClasses processes = new ContextClasses(OF_PROCESSES);
  final ContextClasses descriptors = new ContextClasses(OF_DESCRIPTORS);
  private final EventScope scope;
  private final ThreadState anyThread = new ThreadState(1);

  ValueColumns(Surroundings surroundings) {
    scope = new EventScope(surroundings);
    Event event = new Event();
    // Any event that has a descriptor: none of these fields looks at anything else of it.
    int read = EventTable.current().byEnumName("PPME_SYSCALL_READ_X").code();
    event.reset(new byte[0], read, 0, 1, 0, 0);
    scope.event = event;
  }

  void clear() {
    processes.clear();
    descriptors.clear();
  }

  /** The next process context. */
  void process(ThreadState thread) {
    scope.thread = thread;
    scope.descriptor = null;
    processes.add(scope);
  }

  /** The next descriptor context. */
  void descriptor(Descriptor descriptor) {
    scope.thread = anyThread;
    scope.descriptor = descriptor;
    guess(scope);
  }

  /** The next descriptor context: what this event makes one think of a descriptor it has not. */
  void guess(EventScope of) {
    descriptors.add(of);
  }
}
