package dev.creance.workbench.window.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a person did, in the order in which it was done, wherever in the window: it is
 * taken back in the opposite order. For the user interface's thread.
 */
public final class Steps {
  private static final int KEPT = 500;

  private final Status status;
  private final Deque<Step> done = new ArrayDeque<>();
  private final Deque<Step> undone = new ArrayDeque<>();
  private final List<Consumer<@Nullable Step>> listeners = new ArrayList<>();
  private final ReadOnlyStringWrapper undoName = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper redoName = new ReadOnlyStringWrapper("");
  private int working;

  Steps(Status status) {
    this.status = status;
  }

  /** Something that a person did. */
  public interface Step {
    /** What it is, as behind the word "undo". */
    String label();

    /**
     * Takes it back, or the last part of it.
     *
     * @return whether nothing of it is left
     */
    boolean undo();

    /**
     * Does it again, or the next part of it.
     *
     * @return whether all of it is done
     */
    boolean redo();

    /** Whether a part of it was taken back that can be done again. */
    default boolean partly() {
      return false;
    }
  }

  /** What would be taken back next; empty when there is nothing. */
  public ReadOnlyStringProperty undoName() {
    return undoName.getReadOnlyProperty();
  }

  /** What would be done again next; empty when there is nothing. */
  public ReadOnlyStringProperty redoName() {
    return redoName.getReadOnlyProperty();
  }

  /** Whether a step is being done or taken back: what changes meanwhile is part of it. */
  public boolean working() {
    return working > 0;
  }

  /** The step that was done last. */
  public @Nullable Step last() {
    return done.peekLast();
  }

  /** Is told when a step was done, or with null when one was taken back or done again. */
  public void onStep(Consumer<@Nullable Step> listener) {
    listeners.add(listener);
  }

  /** Does what is one step, together with all that changes by it. */
  public void during(Runnable action) {
    working++;
    try {
      action.run();
    } finally {
      working--;
    }
  }

  /** Somebody has done something. */
  public void did(Step step) {
    done.addLast(step);
    if (done.size() > KEPT) {
      done.removeFirst();
    }
    undone.clear();
    tell(step);
  }

  /** Somebody has done something that is taken back, and done again, as a whole. */
  void did(String label, Runnable undo, Runnable redo) {
    did(
        new Step() {
          @Override
          public String label() {
            return label;
          }

          @Override
          public boolean undo() {
            undo.run();
            return true;
          }

          @Override
          public boolean redo() {
            redo.run();
            return true;
          }
        });
  }

  /** The last step has gone on: what was taken back before cannot be done again. */
  public void wentOn() {
    undone.clear();
    name();
  }

  /** A step cannot be taken back any more, or was in another way. */
  void forget(Step step) {
    done.remove(step);
    undone.remove(step);
    name();
  }

  /** Takes back what was done last. */
  public void undo() {
    Step step = done.peekLast();
    if (step == null) {
      status.say("nothing to undo");
      return;
    }
    boolean[] all = new boolean[1];
    during(() -> all[0] = step.undo());
    // A step that could not be taken back has forgotten itself.
    if (all[0] && done.peekLast() == step) {
      done.removeLast();
      undone.addLast(step);
    }
    status.say("undone: " + step.label());
    tell(null);
  }

  /** Does again what was taken back last. */
  public void redo() {
    Step last = done.peekLast();
    boolean partly = last != null && last.partly();
    Step step = partly ? last : undone.pollLast();
    if (step == null) {
      status.say("nothing to redo");
      return;
    }
    during(step::redo);
    if (!partly) {
      done.addLast(step);
    }
    status.say("done again: " + step.label());
    tell(null);
  }

  private void tell(@Nullable Step step) {
    listeners.forEach(listener -> listener.accept(step));
    name();
  }

  private void name() {
    Step last = done.peekLast();
    Step next = last != null && last.partly() ? last : undone.peekLast();
    undoName.set(last == null ? "" : last.label());
    redoName.set(next == null ? "" : next.label());
  }
}
