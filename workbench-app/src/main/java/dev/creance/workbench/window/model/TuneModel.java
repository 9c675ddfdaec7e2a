package dev.creance.workbench.window.model;

import dev.creance.grammar.rules.Ruleset;
import dev.creance.workbench.window.service.Laboratory;
import dev.creance.workbench.window.service.Tuner;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.HiddenPart;
import dev.creance.workbench.window.shown.Novelty;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.shown.Tuning;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * How the chosen rule could be made quieter: proposals, and what was accepted. An accepted proposal
 * is text behind an overlay file; taking it back removes just that text.
 */
public final class TuneModel {
  private final Workspace workspace;
  private final Tuner tuner;
  private final RulesModel rules;
  private final NoiseModel noise;
  private final Status status;
  private final ObjectProperty<@Nullable Tuning> tuning = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable List<HiddenPart>> hidden = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Optional<Novelty>> novelty = new SimpleObjectProperty<>();
  private final StringProperty shownTab = new SimpleStringProperty("");
  private final ObjectProperty<@Nullable Accepted> accepted = new SimpleObjectProperty<>();
  private final Deque<AcceptStep> history = new ArrayDeque<>();
  private @Nullable Ruleset asked;
  private String askedOf = "";

  /**
   * A proposal that was accepted.
   *
   * @param text what was put behind the file
   * @param offset where in the file it begins
   * @param made whether the file was made for it
   */
  public record Accepted(
      String rule,
      String name,
      Path file,
      String text,
      int offset,
      boolean made,
      long hitsBefore) {}

  TuneModel(
      Workspace workspace,
      Laboratory laboratory,
      RulesModel rules,
      NoiseModel noise,
      Status status) {
    this.workspace = workspace;
    this.tuner = new Tuner(laboratory);
    this.rules = rules;
    this.noise = noise;
    this.status = status;
    noise
        .page()
        .addListener((property, before, now) -> {
          if (now != null) {
            ask(now.rule());
          }
        });
    noise.chosen().addListener((property, before, now) -> forget());
  }

  /** Proposals for the chosen rule; null while they are being looked for. */
  public ReadOnlyObjectProperty<@Nullable Tuning> tuning() {
    return tuning;
  }

  /** What its exceptions hide; null while that is being measured. */
  public ReadOnlyObjectProperty<@Nullable List<HiddenPart>> hidden() {
    return hidden;
  }

  /** Which of its hits are expected; empty when nothing is labelled normal, null while judging. */
  public ReadOnlyObjectProperty<@Nullable Optional<Novelty>> novelty() {
    return novelty;
  }

  /** The name of the tab of a rule's page that is looked at. */
  public StringProperty shownTab() {
    return shownTab;
  }

  /** What was accepted last and not taken back. */
  public ReadOnlyObjectProperty<@Nullable Accepted> accepted() {
    return accepted;
  }

  /** Who signs when nobody says otherwise. */
  public Tuning.Signature signature() {
    return Tuner.unsigned();
  }

  /** What was found was found on other corpora or labels. */
  void corporaOpened() {
    asked = null;
  }

  private void forget() {
    tuning.set(null);
    hidden.set(null);
    novelty.set(null);
    askedOf = "";
    asked = null;
  }

  private void ask(String rule) {
    Ruleset ruleset = rules.ruleset().get();
    if (ruleset == asked && rule.equals(askedOf)) {
      return;
    }
    forget();
    asked = ruleset;
    askedOf = rule;
    rules
        .rule(rule)
        .ifPresent(found -> {
          status.follow(
              "looking for exceptions of " + rule,
              tuner.propose(rules.texts(), rule),
              made -> {
                if (rule.equals(askedOf)) {
                  tuning.set(made);
                }
              });
          status.follow(
              "measuring what its exceptions hide",
              tuner.hidden(rules.texts(), found),
              hidden::set);
          status.follow("holding its hits against normal", tuner.novelty(found), novelty::set);
        });
  }

  /** The file that an exception of a rule would be written to, as seen from the workspace. */
  public String overlayName(String rule) {
    return rules.shortName(overlay(rule));
  }

  private Path overlay(String rule) {
    return workspace.overlayFor(
        rules.rules().get().stream()
            .filter(entry -> entry.name().equals(rule))
            .findFirst()
            .map(RuleEntry::file)
            .orElse(workspace.rulesFolder().resolve("rules.yaml")));
  }

  /** What is missing before a proposal can be accepted; empty when nothing is. */
  public String missing(Tuning.Signature by) {
    if (by.author().isBlank()) {
      return "Who answers for it? Fill in an author.";
    }
    if (by.reason().isBlank()) {
      return "Why is it needed? Fill in a reason: the next reader will ask.";
    }
    return Tuner.isFuture(by.expires())
        ? ""
        : "Until when? Fill in a day to come, such as " + Tuner.unsigned().expires() + ".";
  }

  /** Writes a proposal behind the overlay file. */
  public void accept(Tuning of, Tuning.Proposal proposal, Tuning.Signature by) {
    String missing = missing(by);
    if (!missing.isEmpty()) {
      status.wrong(missing);
      return;
    }
    Path file = overlay(of.rule());
    Document document = rules.document(file);
    String before = document == null ? "" : document.text().get();
    String gap = before.isEmpty() ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    String text = gap + Tuner.signed(proposal.overlay(), by);
    Accepted one =
        new Accepted(
            of.rule(),
            proposal.name(),
            file,
            text,
            before.length() + gap.length(),
            document == null,
            of.hits());
    AcceptStep step = new AcceptStep(one);
    step.put(false, () -> rules.steps().did(step));
  }

  /** A proposal was accepted. */
  private final class AcceptStep implements Steps.Step {
    private final Accepted one;

    AcceptStep(Accepted one) {
      this.one = one;
    }

    @Override
    public String label() {
      return "accept proposal " + one.name + " for " + one.rule;
    }

    void put(boolean again, Runnable then) {
      rules.append(
          one.file,
          one.text,
          again,
          () -> {
            history.addLast(this);
            accepted.set(one);
            then.run();
            status.say("accepted " + one.name + " into " + rules.shortName(one.file));
          });
    }

    @Override
    public boolean undo() {
      takeBack(this);
      return true;
    }

    @Override
    public boolean redo() {
      put(true, () -> {});
      return true;
    }
  }

  /** Takes back what was accepted last, whatever was done since. */
  public void undo() {
    AcceptStep step = history.peekLast();
    if (step == null) {
      return;
    }
    if (rules.steps().last() == step) {
      rules.steps().undo();
    } else {
      rules.steps().forget(step);
      takeBack(step);
    }
  }

  private void takeBack(AcceptStep step) {
    history.remove(step);
    AcceptStep before = history.peekLast();
    accepted.set(before == null ? null : before.one);
    Accepted last = step.one;
    Document document = rules.document(last.file);
    String now = document == null ? "" : document.text().get();
    int at = now.lastIndexOf(last.text);
    if (document == null || at < 0) {
      rules.steps().forget(step);
      status.wrong(
          "The exception "
              + last.name
              + " was changed in "
              + rules.shortName(last.file)
              + " since it was accepted: take it out there.");
      return;
    }
    String left = now.substring(0, at) + now.substring(at + last.text.length());
    if (last.made && left.isBlank()) {
      rules.remove(Objects.requireNonNull(document));
    } else {
      rules.putBack(document, left, false);
    }
    status.say("took back " + last.name);
  }
}
