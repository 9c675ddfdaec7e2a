package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.EventDesk;
import dev.creance.workbench.window.shown.EventColumn;
import dev.creance.workbench.window.shown.FieldEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Which columns the table of events has, in which order, and how wide; a workspace keeps them. */
public final class ColumnsModel {
  private final EventDesk desk;
  private final Status status;
  private final Steps steps;
  private final ObjectProperty<List<EventColumn>> shown;
  private final ObjectProperty<List<FieldEntry>> fields = new SimpleObjectProperty<>(List.of());

  ColumnsModel(EventDesk desk, Status status, Steps steps) {
    this.steps = steps;
    this.desk = desk;
    this.status = status;
    this.shown = new SimpleObjectProperty<>(EventDesk.usualColumns());
  }

  void open() {
    status.follow("reading columns", desk.columns(), shown::set);
  }

  /** The columns from left to right; never none. */
  public ReadOnlyObjectProperty<List<EventColumn>> shown() {
    return shown;
  }

  /** The names of the fields that are shown. */
  public List<String> names() {
    return shown.get().stream().map(EventColumn::field).toList();
  }

  public boolean shows(String field) {
    return names().contains(field);
  }

  /** Every field that can be a column; they come after {@link #wantFields}. */
  public ReadOnlyObjectProperty<List<FieldEntry>> fields() {
    return fields;
  }

  /** Somebody wants to choose from the fields. */
  public void wantFields() {
    if (fields.get().isEmpty()) {
      status.follow("reading the fields", desk.fields(), fields::set);
    }
  }

  /**
   * The fields with these words in their names or meanings, those in whose names they are first.
   */
  public List<FieldEntry> find(String words) {
    String name = words.strip();
    return fields.get().stream()
        .filter(field -> field.fits(words))
        .sorted(Comparator.comparing((FieldEntry field) -> !field.name().contains(name)))
        .toList();
  }

  /** Shows a field as the last column; what is no field is told. */
  public void add(String field) {
    if (shows(field.strip())) {
      return;
    }
    status.follow(
        "adding a column",
        desk.column(field),
        column -> {
          if (!shows(column.field())) {
            List<EventColumn> more = new ArrayList<>(shown.get());
            more.add(column);
            choose("column " + column.field(), more);
          }
        });
  }

  /** Takes a column away, unless it is the last one. */
  public void remove(String field) {
    List<EventColumn> fewer = new ArrayList<>(shown.get());
    fewer.removeIf(column -> column.field().equals(field));
    if (!fewer.isEmpty()) {
      choose("taking away the column " + field, fewer);
    }
  }

  /** Moves a column by some places to the right, or to the left. */
  public void move(String field, int by) {
    List<EventColumn> moved = new ArrayList<>(shown.get());
    int from = names().indexOf(field);
    int to = from + by;
    if (from >= 0 && to >= 0 && to < moved.size()) {
      moved.add(to, moved.remove(from));
      choose("move of the column " + field, moved);
    }
  }

  /** Puts the columns into another order. */
  public void order(List<String> wanted) {
    List<EventColumn> ordered = new ArrayList<>();
    for (String field : wanted) {
      column(field).ifPresent(ordered::add);
    }
    if (ordered.size() == shown.get().size()) {
      choose("order of columns", ordered);
    }
  }

  /** Makes a column as wide as this. */
  public void resize(String field, double width) {
    set(
        shown.get().stream()
            .map(column -> column.field().equals(field) ? column.wide(width) : column)
            .toList());
  }

  /** The usual columns again. */
  public void reset() {
    choose("the usual columns", EventDesk.usualColumns());
  }

  /** Shows other columns, in a step that can be taken back. */
  private void choose(String label, List<EventColumn> columns) {
    List<EventColumn> before = shown.get();
    List<EventColumn> after = List.copyOf(columns);
    if (after.equals(before)) {
      return;
    }
    set(after);
    steps.did(label, () -> set(before), () -> set(after));
  }

  private Optional<EventColumn> column(String field) {
    return shown.get().stream().filter(column -> column.field().equals(field)).findFirst();
  }

  private void set(List<EventColumn> columns) {
    if (!columns.equals(shown.get())) {
      shown.set(List.copyOf(columns));
      status.quietly(desk.keep(shown.get()), kept -> {});
    }
  }
}
