package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.PartCount;
import dev.creance.workbench.window.shown.ReleaseBase;
import dev.creance.workbench.window.shown.RuleEntry;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What the rule under the cursor means here: its hits and what its condition lets through. */
final class RulePane extends StackPane {
  private final WorkbenchModel model;
  private final RulesModel rules;

  RulePane(WorkbenchModel model) {
    this.model = model;
    this.rules = model.rules();
    getStyleClass().add("rule-pane");
    rules.current().addListener((property, before, now) -> show());
    rules.hits().addListener((property, before, now) -> show());
    model.ready().addListener((property, before, now) -> show());
    model.released().hits().addListener((property, before, now) -> show());
    model.released().base().addListener((property, before, now) -> show());
    rules.parts().addListener((property, before, now) -> show());
    show();
  }

  private void show() {
    RuleEntry rule = rules.current().get();
    if (rule == null) {
      getChildren()
          .setAll(
              Controls.empty(
                  Feather.SHIELD,
                  "No rule under the cursor",
                  "Put the cursor into a rule: its hits and what each part of its condition lets"
                      + " through appear here."));
      return;
    }
    VBox box = new VBox(10);
    box.setPadding(new Insets(16));
    box.getChildren()
        .addAll(
            Controls.paragraph(rule.name(), "title"),
            Controls.label(
                rule.priority()
                    + (rule.enabled() ? "" : " · switched off")
                    + (rule.source().equals("syscall") ? "" : " · " + rule.source()),
                "faint"));
    hits(rule, box);
    if (!rule.description().isBlank()) {
      box.getChildren().add(Controls.paragraph(rule.description(), "description"));
    }
    parts(rule, box);
    tags(rule, box);
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    getChildren().setAll(scrolled);
  }

  private void hits(RuleEntry rule, VBox box) {
    Long hits = rules.hits().get().get(rule.name());
    if (hits == null) {
      box.getChildren()
          .add(
              Controls.paragraph(
                  !rule.enabled()
                      ? "Switched off: it is not measured."
                      : model.ready().get() && model.corpora().isEmpty()
                          ? "No corpus is open: import a capture at Corpora (Ctrl+7), or record"
                              + " this machine, to measure on it."
                          : rules.measured().get()
                              ? "Not measured: it does not load."
                              : "Measured as soon as the corpora are open …",
                  "faint"));
      return;
    }
    long saved = rules.savedHits().get().getOrDefault(rule.name(), hits);
    Label number = Controls.label(Controls.count(hits), "big-number");
    number.setId("current-hits");
    Label unit = Controls.label(hits == 1 ? "hit" : "hits", "faint");
    HBox line = Controls.line(6, number, unit);
    line.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    if (hits != saved) {
      line.getChildren()
          .add(
              Controls.label(
                  (hits > saved
                          ? "+" + Controls.count(hits - saved)
                          : "−" + Controls.count(saved - hits))
                      + " since save",
                  "change",
                  hits > saved ? "more" : "fewer"));
    }
    box.getChildren().add(line);
    release(rule, hits, box);
    box.getChildren()
        .addAll(Controls.button("Show the hits", () -> model.goToRule(rule.name()), "accent"));
  }

  /** The change since the release, and which one that is. */
  private void release(RuleEntry rule, long hits, VBox box) {
    if (model.released().bases().get().isEmpty()) {
      return;
    }
    ReleaseBase base = model.released().base().get();
    Long more = model.released().change(rule.name(), hits);
    Label change =
        base == null
            ? Controls.label("not compared with a release", "faint")
            : more == null
                ? Controls.label(
                    model.released().isNew(rule.name())
                        ? "new since release"
                        : "the release is being measured …",
                    "faint")
                : more == 0
                    ? Controls.label("as many as in release", "faint")
                    : Controls.label(
                        (more > 0 ? "+" + Controls.count(more) : "−" + Controls.count(-more))
                            + " since release",
                        "change",
                        more > 0 ? "more" : "fewer");
    change.setId("since-release");
    change.setMinWidth(Label.USE_PREF_SIZE);
    box.getChildren().add(Controls.line(6, change, bases(base)));
  }

  private MenuButton bases(@Nullable ReleaseBase base) {
    MenuButton button = new MenuButton(base == null ? "choose" : base.version());
    button.setId("release-base");
    button.getStyleClass().addAll("flat", "small");
    button.setTooltip(
        new Tooltip(base == null ? "Choose a release to compare with" : base.title()));
    for (ReleaseBase one : model.released().bases().get()) {
      MenuItem item = new MenuItem(one.title());
      item.setMnemonicParsing(false);
      item.setOnAction(event -> model.released().choose(one));
      button.getItems().add(item);
    }
    MenuItem none = new MenuItem("No release");
    none.setOnAction(event -> model.released().choose(null));
    button.getItems().add(none);
    return button;
  }

  private void parts(RuleEntry rule, VBox box) {
    if (rules.parts().get().isEmpty()) {
      return;
    }
    box.getChildren().add(Controls.paragraph("What the condition lets through", "heading"));
    long most = rules.parts().get().stream().mapToLong(PartCount::reached).max().orElse(1);
    for (PartCount part : rules.parts().get()) {
      if (part.depth() == 0 || part.depth() > 2) {
        continue;
      }
      Label text = Controls.label(part.text(), "code");
      text.setMinWidth(30);
      Label count = Controls.label(Controls.shortCount(part.inPlace()), "count");
      count.setMinWidth(Label.USE_PREF_SIZE);
      HBox line = Controls.line(6, text, Controls.spring(), count);
      line.setPadding(new Insets(0, 0, 0, (part.depth() - 1) * 12.0));
      HBox.setHgrow(text, Priority.SOMETIMES);
      javafx.scene.control.ProgressBar bar =
          new javafx.scene.control.ProgressBar(most == 0 ? 0 : (double) part.inPlace() / most);
      bar.getStyleClass().add("part-bar");
      bar.setMaxWidth(Double.MAX_VALUE);
      VBox both = new VBox(2, line, bar);
      Tooltip.install(
          both,
          new Tooltip(
              part.text()
                  + "\n"
                  + Controls.count(part.inPlace())
                  + " of "
                  + Controls.count(part.reached())
                  + " events that reach it pass; by itself it holds for "
                  + Controls.count(part.alone())));
      box.getChildren().add(both);
    }
    box.getChildren()
        .add(Controls.paragraph("of the events that reach each part, of all corpora", "faint"));
  }

  private static void tags(RuleEntry rule, VBox box) {
    if (rule.tags().isEmpty()) {
      return;
    }
    FlowPane tags = new FlowPane(6, 6);
    rule.tags().forEach(tag -> tags.getChildren().add(Controls.label(tag, "tag")));
    box.getChildren().addAll(Controls.label("Tags", "heading"), tags);
  }
}
