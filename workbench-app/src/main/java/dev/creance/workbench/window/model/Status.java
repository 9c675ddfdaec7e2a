package dev.creance.workbench.window.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What is being computed and what went wrong, for the bar at the bottom. */
public final class Status {
  /** As progress: nothing goes on. */
  public static final double IDLE = -2;

  private final Executor ui;
  private final StringProperty activity = new SimpleStringProperty("");
  private final DoubleProperty progress = new SimpleDoubleProperty(IDLE);
  private final StringProperty problem = new SimpleStringProperty("");
  private String said = "";
  private int running;

  /**
   * @param ui runs things on the user interface's thread
   */
  Status(Executor ui) {
    this.ui = ui;
  }

  /** What goes on or was done last. */
  public ReadOnlyStringProperty activity() {
    return activity;
  }

  /** From 0 to 1, −1 while something without a measure goes on, or {@link #IDLE}. */
  public ReadOnlyDoubleProperty progress() {
    return progress;
  }

  /** The last thing that went wrong, with what to do; empty when nothing did. */
  public ReadOnlyStringProperty problem() {
    return problem;
  }

  /** Whether nothing goes on. */
  public boolean idle() {
    return running == 0;
  }

  /** Says what was done; it stays until something else is said. */
  void say(String text) {
    said = text;
    activity.set(text);
  }

  void wrong(String text) {
    problem.set(text);
  }

  /** Forgets what went wrong. */
  public void dismiss() {
    problem.set("");
  }

  /** Runs on the user interface's thread. */
  void onUi(Runnable task) {
    ui.execute(task);
  }

  /** From any thread. */
  void at(String text, double part) {
    ui.execute(() -> {
      activity.set(text);
      if (running > 0) {
        progress.set(part);
      }
    });
  }

  /**
   * Shows that work goes on, and takes its answer on the user interface's thread. Work that newer
   * work replaced is silent.
   */
  <T> void follow(String text, CompletableFuture<T> work, Consumer<T> answer) {
    begin(text);
    work.whenComplete((value, failure) ->
        ui.execute(() -> {
          end();
          settle(value, failure, answer);
        }));
  }

  /** The same for work that nobody waits for: only what went wrong is shown. */
  <T> void quietly(CompletableFuture<T> work, Consumer<T> answer) {
    work.whenComplete((value, failure) -> ui.execute(() -> settle(value, failure, answer)));
  }

  private <T> void settle(T value, @Nullable Throwable failure, Consumer<T> answer) {
    if (failure == null) {
      answer.accept(value);
    } else if (!(cause(failure) instanceof CancellationException)) {
      wrong(message(cause(failure)));
    }
  }

  private void begin(String text) {
    running++;
    activity.set(text);
    progress.set(-1);
  }

  private void end() {
    running--;
    if (running == 0) {
      activity.set(said);
      progress.set(IDLE);
    }
  }

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? cause(failure.getCause())
        : failure;
  }

  static String message(Throwable failure) {
    return Failures.sentence(failure);
  }
}
