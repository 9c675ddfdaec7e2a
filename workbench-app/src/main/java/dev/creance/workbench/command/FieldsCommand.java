package dev.creance.workbench.command;

import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.terminal.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the fields that conditions and outputs can use. */
@Command(
    name = "fields",
    description = "Lists the fields that conditions and outputs can use.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance fields             every field",
      "  creance fields aname       those with the word in their name or description",
      "  creance fields proc.       those of a class"
    })
public final class FieldsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "WORD",
      description = "Show only fields with this word in name, class, type or description.")
  private String word = "";

  public FieldsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String wanted = word.toLowerCase(Locale.ROOT);
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("field"),
                TextTable.left("type"),
                TextTable.left("source"),
                TextTable.left("notes")));
    for (Field field : FieldCatalogue.current().fields()) {
      if (matches(field, wanted)) {
        table.row(name(field), type(field), field.source(), notes(field));
      }
    }
    if (table.isEmpty()) {
      terminal.err().println("creance: no field has '" + word + "' in its name or description");
      return ExitCode.NO;
    }
    table.lines(terminal.outInk()).forEach(terminal::print);
    return ExitCode.DONE;
  }

  private static boolean matches(Field field, String wanted) {
    return field.name().toLowerCase(Locale.ROOT).contains(wanted)
        || field.fieldClass().toLowerCase(Locale.ROOT).contains(wanted)
        || type(field).contains(wanted)
        || field.description().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private String name(Field field) {
    String argument =
        switch (field.argumentUse()) {
          case NONE -> "";
          case OPTIONAL -> "[…]";
          case REQUIRED -> "[ARG]";
        };
    return terminal.outInk().in(Style.BOLD, field.name() + argument);
  }

  private static String type(Field field) {
    return field.type().name().toLowerCase(Locale.ROOT) + (field.list() ? " list" : "");
  }

  private static String notes(Field field) {
    StringBuilder notes = new StringBuilder();
    for (Field.Flag flag : Field.Flag.values()) {
      String text =
          switch (flag) {
            case DEPRECATED -> "deprecated";
            case TABLE_ONLY -> "not in rules";
            case PRINT_ONLY -> "outputs only";
            case FILTER_ONLY -> "conditions only";
            case NO_RHS -> "no val()";
            case NO_TRANSFORMER -> "no transformers";
            case NO_PTR_STABILITY, FORMAT_SUGGESTED -> "";
          };
      if (field.has(flag) && !text.isEmpty()) {
        notes.append(notes.isEmpty() ? "" : ", ").append(text);
      }
    }
    if (!field.description().isEmpty()) {
      notes.append(notes.isEmpty() ? "" : "; ").append(field.description());
    }
    return notes.toString();
  }
}
