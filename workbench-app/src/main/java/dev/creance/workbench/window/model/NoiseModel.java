package dev.creance.workbench.window.model;

import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.ProductionDesk;
import dev.creance.workbench.window.service.Weights;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.NoiseBoard;
import dev.creance.workbench.window.shown.Production;
import dev.creance.workbench.window.shown.RulePage;
import dev.creance.workbench.window.shown.RuleWeight;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The noise board and the page of the rule that is chosen on it. */
public final class NoiseModel implements AutoCloseable {
  private final Laboratory laboratory;
  private final Weights weigher;
  private final ProductionDesk productionDesk;
  private final RulesModel rules;
  private final Status status;
  private final ObjectProperty<NoiseBoard> board = new SimpleObjectProperty<>(NoiseBoard.EMPTY);
  private final ObjectProperty<@Nullable RulePage> page = new SimpleObjectProperty<>();
  private final ObjectProperty<Map<String, RuleWeight>> weights =
      new SimpleObjectProperty<>(Map.of());
  private final ObjectProperty<Production> production = new SimpleObjectProperty<>(Production.NONE);
  private final StringProperty chosen = new SimpleStringProperty("");
  private final IntegerProperty look = new SimpleIntegerProperty();
  private @Nullable Ruleset measured;
  private boolean corporaOpen;
  private boolean visible;

  NoiseModel(Workspace workspace, Laboratory laboratory, RulesModel rules, Status status) {
    this.laboratory = laboratory;
    this.weigher = new Weights(laboratory);
    this.productionDesk = new ProductionDesk(workspace);
    this.rules = rules;
    this.status = status;
    rules.hits().addListener((property, before, now) -> refresh());
  }

  public ReadOnlyObjectProperty<NoiseBoard> board() {
    return board;
  }

  /** What rules weigh besides their hits, by name; it comes some moments after the board. */
  public ReadOnlyObjectProperty<Map<String, RuleWeight>> weights() {
    return weights;
  }

  /** The alerts of production that the workspace keeps. */
  public ReadOnlyObjectProperty<Production> production() {
    return production;
  }

  /** Keeps the alerts of files in the workspace: JSON lines, plain or gzipped. */
  public void importAlerts(List<Path> files) {
    status.follow(
        "importing alerts",
        productionDesk.take(files),
        kept -> {
          production.set(kept);
          status.say(kept.told());
        });
  }

  /** The page of the chosen rule, when it is there. */
  public ReadOnlyObjectProperty<@Nullable RulePage> page() {
    return page;
  }

  /** The chosen rule's name; empty for the board. */
  public StringProperty chosen() {
    return chosen;
  }

  /** How the board is looked at: 0 as a table, 1 by workload, 2 by time. */
  public IntegerProperty look() {
    return look;
  }

  /** Tells whether the board is being looked at: else it is not kept current. */
  public void show(boolean shown) {
    visible = shown;
    if (shown) {
      status.quietly(productionDesk.read(), production::set);
    }
    refresh();
  }

  void corporaOpened() {
    corporaOpen = true;
    measured = null;
    refresh();
  }

  /** Opens the page of a rule; an empty name leads back to the board. */
  public void choose(String rule) {
    chosen.set(rule);
    page.set(null);
    loadPage();
  }

  private void refresh() {
    Ruleset ruleset = rules.ruleset().get();
    if (!visible || !corporaOpen || ruleset == measured || ruleset.rules().isEmpty()) {
      return;
    }
    measured = ruleset;
    status.follow(
        "measuring the noise of " + ruleset.rules().size() + " rules",
        laboratory.board(ruleset),
        made -> {
          board.set(made);
          status.say(made.summary());
          status.follow(
              "weighing " + ruleset.rules().size() + " rules", weigher.of(ruleset), weights::set);
        });
    loadPage();
  }

  private void loadPage() {
    if (!chosen.get().isEmpty() && corporaOpen) {
      rules
          .rule(chosen.get())
          .ifPresent(rule ->
              status.follow(
                  "collecting the hits of " + rule.name(), laboratory.page(rule), page::set));
    }
  }

  @Override
  public void close() {
    productionDesk.close();
  }
}
