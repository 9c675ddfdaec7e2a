package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Normality;
import dev.creance.workbench.window.shown.NormalWorkload;
import dev.creance.workbench.window.shown.NormalWorkload.Difference;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What workloads do on an ordinary day, and one recording held against another. */
public final class NormalModel {
  private final Normality normality;
  private final Status status;
  private final ObjectProperty<NormalWorkload.@Nullable All> profiles =
      new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable List<Difference>> differences =
      new SimpleObjectProperty<>();
  private final StringProperty base = new SimpleStringProperty("");
  private final StringProperty compared = new SimpleStringProperty("");
  private final IntegerProperty look = new SimpleIntegerProperty();
  private boolean corporaOpen;
  private boolean visible;

  NormalModel(Laboratory laboratory, Status status) {
    this.normality = new Normality(laboratory);
    this.status = status;
  }

  /** The profiles; null while they are being learned. */
  public ReadOnlyObjectProperty<NormalWorkload.@Nullable All> profiles() {
    return profiles;
  }

  /** What is new and what is gone; null before somebody asked, and while it is measured. */
  public ReadOnlyObjectProperty<@Nullable List<Difference>> differences() {
    return differences;
  }

  /** What is held against; empty for all that is labelled normal. */
  public ReadOnlyStringProperty base() {
    return base;
  }

  /** The corpus that is looked at. */
  public ReadOnlyStringProperty compared() {
    return compared;
  }

  /** 0 the profiles, 1 what is new. */
  public IntegerProperty look() {
    return look;
  }

  /** The corpora or their labels are others now. */
  void corporaOpened() {
    corporaOpen = true;
    profiles.set(null);
    learn();
    if (!compared.get().isEmpty()) {
      compare(base.get(), compared.get());
    }
  }

  void show(boolean shown) {
    visible = shown;
    learn();
  }

  private void learn() {
    if (visible && corporaOpen && profiles.get() == null) {
      status.follow("learning what is normal", normality.profiles(), profiles::set);
    }
  }

  /** Holds a corpus against another, or against all that is labelled normal. */
  public void compare(String against, String corpus) {
    base.set(against);
    compared.set(corpus);
    differences.set(null);
    if (!corpus.isEmpty()) {
      status.follow(
          "holding " + corpus + " against " + (against.isEmpty() ? "normal" : against),
          normality.compare(against, corpus),
          differences::set);
    }
  }
}
