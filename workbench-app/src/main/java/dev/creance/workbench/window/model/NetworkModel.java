package dev.creance.workbench.window.model;

import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Networking;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.Traffic;
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

/** Who talks to whom in a corpus. */
public final class NetworkModel {
  private final Networking networking;
  private final Status status;
  private final ObjectProperty<@Nullable Traffic> traffic = new SimpleObjectProperty<>();
  private final StringProperty corpus = new SimpleStringProperty("");
  private final IntegerProperty look = new SimpleIntegerProperty();
  private boolean corporaOpen;
  private boolean visible;

  NetworkModel(Laboratory laboratory, Status status) {
    this.networking = new Networking(laboratory);
    this.status = status;
  }

  /** The links of the corpus; null while they are being read. */
  public ReadOnlyObjectProperty<@Nullable Traffic> traffic() {
    return traffic;
  }

  /** The corpus that is looked at; empty when none is open. */
  public ReadOnlyStringProperty corpus() {
    return corpus;
  }

  /** 0 connections, 1 services, 2 the picture. */
  public IntegerProperty look() {
    return look;
  }

  void corporaOpened(List<CorpusEntry> open) {
    corporaOpen = true;
    boolean there = open.stream().anyMatch(entry -> entry.name().equals(corpus.get()));
    if (!there) {
      corpus.set(open.isEmpty() ? "" : open.getFirst().name());
      traffic.set(null);
    }
    load();
  }

  void show(boolean shown) {
    visible = shown;
    load();
  }

  /** Looks at another corpus. */
  public void choose(String name) {
    if (!name.equals(corpus.get())) {
      corpus.set(name);
      traffic.set(null);
      load();
    }
  }

  private void load() {
    if (visible && corporaOpen && !corpus.get().isEmpty() && traffic.get() == null) {
      status.follow(
          "reading who talks to whom in " + corpus.get(),
          networking.traffic(corpus.get()),
          traffic::set);
    }
  }
}
