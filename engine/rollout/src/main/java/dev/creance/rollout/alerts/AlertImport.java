package dev.creance.rollout.alerts;

import dev.creance.catalogue.AlertLog;
import dev.creance.catalogue.SeenAlert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Imports files of alerts into what a workspace remembers, a thousand at a time. */
public final class AlertImport {
  private static final int BATCH = 1000;

  private final AlertLog log;
  private final List<SeenAlert> batch = new ArrayList<>(BATCH);
  private long added;

  public AlertImport(AlertLog log) {
    this.log = log;
  }

  /**
   * Imports a file. When it fails on the way, what came before is kept, and the whole file may be
   * imported again.
   */
  public AlertFile file(Path file) throws IOException {
    AlertFile read = AlertLines.read(file, this::take);
    store();
    return read;
  }

  /** How many alerts were not known before. */
  public long added() {
    return added;
  }

  private void take(SeenAlert alert) throws IOException {
    batch.add(alert);
    if (batch.size() == BATCH) {
      store();
    }
  }

  private void store() throws IOException {
    added += log.add(batch);
    batch.clear();
  }
}
