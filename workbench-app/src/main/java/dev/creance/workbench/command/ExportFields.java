package dev.creance.workbench.command;

import dev.creance.export.Column;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.workbench.terminal.Terminal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns of an export as a command line names them. */
final class ExportFields {
  /** What tells of an event what most people ask. */
  static final String USUAL =
      "host,evt.num,evt.time,evt.type,evt.res,evt.args,proc.name,proc.pid,proc.ppid,proc.pname,"
          + "proc.exepath,proc.cmdline,proc.cwd,user.name,user.uid,fd.num,fd.type,fd.name,"
          + "container.id,container.name,container.image.repository,k8s.ns.name,k8s.pod.name";

  private final Terminal terminal;
  private final FreeTexts texts;

  ExportFields(Terminal terminal, FreeTexts texts) {
    this.terminal = terminal;
    this.texts = texts;
  }

  /** The columns; nothing when one can't be read, which is said. */
  Optional<List<Column>> columns(List<String> names) {
    List<Column> columns = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String name : withUsual(names)) {
      if (known.add(name)) {
        Optional<Column> column = column(name);
        if (column.isEmpty()) {
          return Optional.empty();
        }
        columns.add(column.get());
      }
    }
    return Optional.of(columns);
  }

  private static List<String> withUsual(List<String> names) {
    List<String> stripped =
        names.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (stripped.isEmpty() || !stripped.getFirst().startsWith("+")) {
      return stripped.isEmpty() ? List.of(USUAL.split(",")) : stripped;
    }
    List<String> all = new ArrayList<>(List.of(USUAL.split(",")));
    all.add(stripped.getFirst().substring(1).strip());
    all.addAll(stripped.subList(1, stripped.size()));
    return all;
  }

  private Optional<Column> column(String name) {
    if (name.equals(Column.HOST)) {
      return Optional.of(Column.host());
    }
    if (name.equals(Column.CAPTURE)) {
      return Optional.of(Column.capture());
    }
    Optional<CheckedTemplate> template = texts.template("%" + name);
    if (template.isEmpty()) {
      return Optional.empty();
    }
    if (template.get().parts().size() == 1
        && template.get().parts().getFirst() instanceof Reference reference
        && reference.width() == 0) {
      return Optional.of(Column.of(name, reference.expression()));
    }
    terminal
        .err()
        .println(
            "creance: '"
                + name
                + "' is no field; 'creance fields' lists them, and 'host' and 'capture' are"
                + " columns, too");
    return Optional.empty();
  }
}
