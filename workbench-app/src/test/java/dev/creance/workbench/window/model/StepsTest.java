package dev.creance.workbench.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which steps are taken back and done again. */
class StepsTest {
  private final Status status = new Status(Runnable::run);
  private final Steps steps = new Steps(status);
  private final List<String> log = new ArrayList<>();

  private Steps.Step step(String name) {
    return new Steps.Step() {
      @Override
      public String label() {
        return name;
      }

      @Override
      public boolean undo() {
        log.add("-" + name);
        return true;
      }

      @Override
      public boolean redo() {
        log.add("+" + name);
        return true;
      }
    };
  }

  /** A step of several parts, as what is typed. */
  private final class Typed implements Steps.Step {
    private final int parts;
    private int there;

    Typed(int parts) {
      this.parts = parts;
      this.there = parts;
    }

    @Override
    public String label() {
      return "typing";
    }

    @Override
    public boolean partly() {
      return there < parts;
    }

    @Override
    public boolean undo() {
      log.add("-t" + there--);
      return there == 0;
    }

    @Override
    public boolean redo() {
      log.add("+t" + ++there);
      return there == parts;
    }
  }

  @Test
  void stepsAreTakenBackLastFirstAndDoneAgainFirstFirst() {
    steps.did(step("a"));
    steps.did(step("b"));
    assertThat(steps.undoName().get()).isEqualTo("b");
    steps.undo();
    assertThat(status.activity().get()).isEqualTo("undone: b");
    assertThat(steps.redoName().get()).isEqualTo("b");
    steps.undo();
    steps.undo();
    assertThat(status.activity().get()).isEqualTo("nothing to undo");
    steps.redo();
    steps.redo();
    steps.redo();
    assertThat(status.activity().get()).isEqualTo("nothing to redo");
    assertThat(log).containsExactly("-b", "-a", "+a", "+b");
  }

  @Test
  void whatIsDoneAfterTakingBackCannotBeFollowedByWhatWasTakenBack() {
    steps.did(step("a"));
    steps.undo();
    steps.did(step("b"));
    assertThat(steps.redoName().get()).isEmpty();
    steps.redo();
    assertThat(log).containsExactly("-a");
  }

  @Test
  void whatWasTypedGoesPartByPart() {
    steps.did(step("a"));
    steps.did(new Typed(3));
    steps.did(step("b"));
    steps.undo();
    steps.undo();
    assertThat(steps.undoName().get()).isEqualTo("typing");
    assertThat(steps.redoName().get()).as("a part of it").isEqualTo("typing");
    steps.redo();
    assertThat(steps.redoName().get()).isEqualTo("b");
    steps.undo();
    steps.undo();
    steps.undo();
    assertThat(steps.undoName().get()).isEqualTo("a");
    for (int i = 0; i < 4; i++) {
      steps.redo();
    }
    assertThat(log)
        .containsExactly("-b", "-t3", "+t3", "-t3", "-t2", "-t1", "+t1", "+t2", "+t3", "+b");
  }

  @Test
  void whatChangesWhileAStepIsTakenBackIsPartOfIt() {
    List<Boolean> seen = new ArrayList<>();
    steps.did(
        new Steps.Step() {
          @Override
          public String label() {
            return "a";
          }

          @Override
          public boolean undo() {
            seen.add(steps.working());
            return true;
          }

          @Override
          public boolean redo() {
            return true;
          }
        });
    steps.undo();
    assertThat(seen).containsExactly(true);
    assertThat(steps.working()).isFalse();
  }
}
