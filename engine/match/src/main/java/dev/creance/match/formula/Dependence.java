package dev.creance.match.formula;

import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which part of an event's surroundings each field's value depends on. What is not listed may
 * differ from event to event.
 *
 * <p>The lists hold for events whose thread and descriptor are known and that are not container
 * events; for the others nothing is kept.
 */
public final class Dependence {
  private static final List<String> OF_PROCESS =
      List.of(
          "proc.name",
          "proc.exe",
          "proc.exepath",
          "proc.args",
          "proc.cmdline",
          "proc.exeline",
          "proc.cmdnargs",
          "proc.cmdlenargs",
          "proc.pid",
          "proc.vpid",
          "proc.sid",
          "proc.vpgid",
          "proc.pgid",
          "proc.tty",
          "proc.is_exe_writable",
          "proc.is_exe_upper_layer",
          "proc.is_exe_lower_layer",
          "proc.is_exe_from_memfd",
          "proc.is_sid_leader",
          "proc.is_vpgid_leader",
          "proc.is_pgid_leader",
          "proc.exe_ino",
          "proc.exe_ino.ctime",
          "proc.exe_ino.mtime",
          "proc.exe_ino.ctime_duration_proc_start",
          "proc.exe_ino.ctime_duration_pidns_start",
          "proc.pidns_init_start_ts",
          "proc.pid.ts",
          "thread.cap_permitted",
          "thread.cap_inheritable",
          "thread.cap_effective",
          "thread.cgroups",
          "thread.cgroup",
          "thread.vtid",
          "user.uid",
          "user.name",
          "user.homedir",
          "user.shell",
          "user.loginuid",
          "user.loginname",
          "group.gid",
          "group.name",
          "container.id",
          "container.full_id",
          "container.name",
          "container.image",
          "container.image.id",
          "container.image.repository",
          "container.image.tag",
          "container.image.digest",
          "container.type",
          "container.privileged",
          "k8s.ns.name",
          "k8s.pod.name",
          "k8s.pod.id",
          "k8s.pod.uid");

  private static final List<String> OF_LINEAGE =
      List.of(
          "proc.pname",
          "proc.pexe",
          "proc.pexepath",
          "proc.pcmdline",
          "proc.ppid",
          "proc.aname",
          "proc.aexe",
          "proc.aexepath",
          "proc.acmdline",
          "proc.aargs",
          "proc.apid",
          "proc.cwd",
          "proc.env");

  private static final List<String> OF_NAME =
      List.of("fd.name", "fd.type", "fd.typechar", "fd.directory", "fd.filename");

  private static final List<String> OF_DESCRIPTOR =
      List.of(
          "fd.cip",
          "fd.sip",
          "fd.ip",
          "fd.cport",
          "fd.sport",
          "fd.port",
          "fd.cproto",
          "fd.sproto",
          "fd.proto",
          "fd.cnet",
          "fd.snet",
          "fd.net",
          "fd.l4proto",
          "fd.sockfamily",
          "fd.connected");

  private final Map<String, Facet> byName = new TreeMap<>();

  public Dependence() {
    OF_PROCESS.forEach(name -> byName.put(name, Facet.PROCESS));
    OF_LINEAGE.forEach(name -> byName.put(name, Facet.LINEAGE));
    OF_NAME.forEach(name -> byName.put(name, Facet.NAME));
    OF_DESCRIPTOR.forEach(name -> byName.put(name, Facet.DESCRIPTOR));
  }

  /** The facet that decides the value of an expression. */
  public Facet of(FieldExpression expression) {
    return switch (expression) {
      case Access access -> byName.getOrDefault(access.field().name(), Facet.EVENT);
      case FieldExpression.Literal literal -> Facet.PROCESS;
      case FieldExpression.Items items -> of(items.items());
      case FieldExpression.Transformed transformed -> of(transformed.arguments());
    };
  }

  /** Of several expressions; literals depend on nothing. */
  private Facet of(List<FieldExpression> expressions) {
    Facet all = null;
    for (FieldExpression expression : expressions) {
      if (!(expression instanceof FieldExpression.Literal)) {
        Facet one = of(expression);
        all = all == null ? one : all.and(one);
      }
    }
    return all == null ? Facet.PROCESS : all;
  }
}
