package dev.creance.workbench.window.model;

import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Proving;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.Coverage;
import dev.creance.workbench.window.shown.Proof;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The tests of the workspace, and what the rules catch. */
public final class ProveModel {
  private final Proving proving;
  private final RulesModel rules;
  private final Status status;
  private final ObjectProperty<@Nullable Proof> proof = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Coverage> coverage = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable List<Proof.Survivor>> survivors =
      new SimpleObjectProperty<>();
  private final BooleanProperty watching = new SimpleBooleanProperty(true);
  private final IntegerProperty look = new SimpleIntegerProperty();
  private @Nullable Ruleset proved;
  private @Nullable Ruleset covered;
  private String seen = "";
  private boolean corporaOpen;
  private boolean visible;

  ProveModel(Workspace workspace, Laboratory laboratory, RulesModel rules, Status status) {
    this.proving = new Proving(workspace, laboratory);
    this.rules = rules;
    this.status = status;
    rules.hits().addListener((property, before, now) -> follow());
    look.addListener((property, before, now) -> follow());
  }

  /** How the tests went; null before the first run. */
  public ReadOnlyObjectProperty<@Nullable Proof> proof() {
    return proof;
  }

  /** Which techniques are caught; null while that is being measured. */
  public ReadOnlyObjectProperty<@Nullable Coverage> coverage() {
    return coverage;
  }

  /** What mutation left alive; null before somebody asked. */
  public ReadOnlyObjectProperty<@Nullable List<Proof.Survivor>> survivors() {
    return survivors;
  }

  /** Whether tests run again when rules or tests change. */
  public BooleanProperty watching() {
    return watching;
  }

  /** 0 the tests, 1 coverage, 2 mutation. */
  public IntegerProperty look() {
    return look;
  }

  void corporaOpened() {
    corporaOpen = true;
    proved = null;
    covered = null;
    follow();
  }

  void show(boolean shown) {
    visible = shown;
    follow();
  }

  /** Looks whether a test file changed; called from time to time while somebody looks. */
  public void look(Runnable looked) {
    if (visible && corporaOpen && watching.get()) {
      proving
          .state()
          .whenComplete((state, failure) ->
              status.onUi(() -> {
                if (state != null && !state.equals(seen)) {
                  boolean first = seen.isEmpty();
                  seen = state;
                  if (!first) {
                    run();
                  }
                }
                looked.run();
              }));
    } else {
      looked.run();
    }
  }

  private void follow() {
    Ruleset ruleset = rules.ruleset().get();
    if (!visible || !corporaOpen) {
      return;
    }
    if (ruleset != proved && (watching.get() || proof.get() == null)) {
      run();
    }
    if (ruleset != covered && look.get() == 1) {
      covered = ruleset;
      status.follow("measuring which attacks are caught", proving.coverage(ruleset), coverage::set);
    }
  }

  /** Runs the tests. */
  public void run() {
    if (!corporaOpen) {
      return;
    }
    proved = rules.ruleset().get();
    status.follow(
        "running tests",
        proving.run(rules.texts()),
        made -> {
          proof.set(made);
          status.say(
              made.passed()
                  + " of "
                  + Quantities.count(made.tests().size(), "test", "tests")
                  + " passed in "
                  + made.millis()
                  + " ms");
        });
  }

  /** Takes the alerts of a test file as they are now for the accepted ones. */
  public void accept(Path file) {
    status.follow(
        "writing accepted alerts",
        proving.accept(file, rules.texts()),
        written -> {
          status.say(Quantities.count(written, "golden file", "golden files") + " written");
          run();
        });
  }

  /** Looks which parts of the tested conditions no test notices. */
  public void mutate() {
    status.follow("mutating the tested rules", proving.mutate(rules.texts()), survivors::set);
  }
}
