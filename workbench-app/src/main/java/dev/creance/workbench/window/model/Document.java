package dev.creance.workbench.window.model;

import java.nio.file.Path;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** A rule file that can be edited: its text here and its text on the disk. */
public final class Document {
  private final Path path;
  private final StringProperty text = new SimpleStringProperty("");
  private final BooleanProperty dirty = new SimpleBooleanProperty();
  private final BooleanProperty conflict = new SimpleBooleanProperty();
  private @Nullable TextHistory history;
  private String saved;
  private String outside;

  Document(Path path, String saved) {
    this.path = path;
    this.saved = saved;
    this.outside = saved;
    text.set(saved);
  }

  public Path path() {
    return path;
  }

  /** The text as it is being edited. */
  public ReadOnlyStringProperty text() {
    return text;
  }

  /** Whether it differs from what was saved. */
  public ReadOnlyBooleanProperty dirty() {
    return dirty;
  }

  /** Whether somebody else changed the file while it was being edited here. */
  public ReadOnlyBooleanProperty conflict() {
    return conflict;
  }

  /** The editor's own history of a text. */
  public interface TextHistory {
    /** Takes one step back, if there is one. */
    void back();

    /** Takes one step forward, if there is one. */
    void forward();
  }

  /** An editor has opened: from now on it knows how the text was before. */
  public void keptBy(TextHistory editor) {
    history = editor;
  }

  /** Takes one step in the editor's history, if one is open. */
  void step(boolean forward) {
    TextHistory editor = history;
    if (editor != null && forward) {
      editor.forward();
    } else if (editor != null) {
      editor.back();
    }
  }

  /** The text that was last saved or read. */
  String saved() {
    return saved;
  }

  void edit(String changed) {
    text.set(changed);
    dirty.set(!changed.equals(saved));
  }

  void savedNow(String written) {
    saved = written;
    outside = written;
    dirty.set(!text.get().equals(saved));
    conflict.set(false);
  }

  /**
   * The file's text on the disk, looked up from time to time.
   *
   * @return whether the text here was replaced by it
   */
  boolean onDisk(String found) {
    if (found.equals(outside)) {
      return false;
    }
    outside = found;
    if (dirty.get() && !found.equals(text.get())) {
      conflict.set(true);
      return false;
    }
    takeOutside();
    return true;
  }

  void takeOutside() {
    saved = outside;
    conflict.set(false);
    edit(outside);
  }

  void keepMine() {
    saved = outside;
    conflict.set(false);
    dirty.set(!text.get().equals(saved));
  }
}
