package dev.creance.workbench.window.service;

import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.rules.FreeText;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.grammar.vocabulary.ValueType;
import dev.creance.workbench.window.shown.EventColumn;
import dev.creance.workbench.window.shown.FieldEntry;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns that a table of events can have, and those that a workspace has. They are remembered
 * in its own folder, one a line: {@code 120 proc.name}.
 */
final class EventColumns {
  /** The columns when nobody has chosen any. */
  static final List<EventColumn> USUAL =
      List.of(
          new EventColumn("evt.num", "Event", 80, true),
          new EventColumn("evt.time", "Time (UTC)", 168, false),
          new EventColumn("proc.name", "Process", 120, false),
          new EventColumn("proc.pid", "PID", 70, true),
          new EventColumn("evt.type", "Type", 100, false),
          new EventColumn("evt.res", "Result", 80, false),
          new EventColumn("fd.name", "On", 240, false),
          new EventColumn("container.name", "Container", 110, false),
          new EventColumn("evt.args", "Arguments", 420, false));

  private static final double WIDTH = 140;
  private static final int MOST = 60;

  private final Path file;

  /**
   * @param own the workspace's own folder
   */
  EventColumns(Path own) {
    this.file = own.resolve("columns");
  }

  /** The remembered columns; the usual ones when there are none or they cannot be read. */
  List<EventColumn> read() {
    List<EventColumn> columns = new ArrayList<>();
    try {
      if (Files.isRegularFile(file)) {
        for (String line : Files.readString(file).lines().limit(MOST).toList()) {
          int blank = line.indexOf(' ');
          if (blank > 0) {
            columns.add(
                of(line.substring(blank + 1)).wide(Double.parseDouble(line.substring(0, blank))));
          }
        }
      }
    } catch (IOException | Wrong | NumberFormatException e) {
      // What was chosen is lost, which is seen at once and soon mended; no event is.
      return USUAL;
    }
    return columns.isEmpty() ? USUAL : columns;
  }

  /** Remembers columns; the usual ones are forgotten. */
  void keep(List<EventColumn> columns) throws IOException {
    if (columns.equals(USUAL)) {
      Files.deleteIfExists(file);
      return;
    }
    StringBuilder text = new StringBuilder();
    for (EventColumn column : columns) {
      text.append(Math.round(column.width())).append(' ').append(column.field()).append('\n');
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    TextStore.replace(file, text.toString());
  }

  /**
   * The column of a field.
   *
   * @param written as in an output: a field, with an argument, or with transformers
   * @throws Wrong when it is none
   */
  static EventColumn of(String written) throws Wrong {
    String field = written.strip();
    for (EventColumn usual : USUAL) {
      if (usual.field().equals(field)) {
        return usual;
      }
    }
    FieldExpression expression = expression(field);
    return new EventColumn(field, field, WIDTH, number(expression.type()));
  }

  /**
   * A field as outputs print it.
   *
   * @throws Wrong when it is none
   */
  static FieldExpression expression(String field) throws Wrong {
    FreeText.Outcome<CheckedTemplate> outcome =
        new FreeText(LoadOptions.defaults(), "syscall")
            .template(new SourceFile("column", "%" + field));
    Optional<Reference> reference =
        outcome
            .value()
            .filter(template -> template.parts().size() == 1)
            .flatMap(template -> Optional.of(template.parts().getFirst()))
            .filter(Reference.class::isInstance)
            .map(Reference.class::cast);
    if (reference.isEmpty()) {
      String why =
          outcome.problems().isEmpty() ? "" : ": " + outcome.problems().getFirst().message();
      throw new Wrong("'" + field + "' is no field of events" + why);
    }
    return reference.get().expression();
  }

  private static boolean number(ValueType type) {
    return switch (type) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, PID, PID32, FD, FD32 -> true;
      case UID, GID, PORT, DOUBLE -> true;
      default -> false;
    };
  }

  /** Every field that can be a column. */
  static List<FieldEntry> fields() {
    List<FieldEntry> fields = new ArrayList<>();
    for (Field field : FieldCatalogue.current().fields()) {
      boolean printed =
          !field.has(Field.Flag.FILTER_ONLY)
              && !field.has(Field.Flag.TABLE_ONLY)
              && !field.has(Field.Flag.DEPRECATED);
      if (printed) {
        fields.add(
            new FieldEntry(
                field.name(),
                field.fieldClass(),
                field.type().name().toLowerCase(Locale.ROOT),
                field.argumentUse() == Field.ArgumentUse.REQUIRED,
                field.description()));
      }
    }
    return fields;
  }
}
