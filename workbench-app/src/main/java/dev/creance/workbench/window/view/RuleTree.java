package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.RuleEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rule files with their rules, and how often each hits. */
final class RuleTree extends VBox {
  private final RulesModel rules;
  private final TreeView<Row> tree = new TreeView<>();
  private final TextField filter = new TextField();
  private final Consumer<Row> onOpen;
  private final Set<Path> folded = new HashSet<>();

  /**
   * A line of the tree.
   *
   * @param rule nothing for the file itself
   */
  record Row(Path file, @Nullable RuleEntry rule) {}

  RuleTree(RulesModel rules, Consumer<Row> onOpen) {
    this.rules = rules;
    this.onOpen = onOpen;
    filter.setPromptText("Filter rules");
    filter.setId("rule-filter");
    tree.setId("rule-tree");
    filter.textProperty().addListener((property, before, now) -> fill());
    tree.setShowRoot(false);
    tree.setCellFactory(view -> new Cell());
    tree.getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> {
          if (now != null && tree.isFocused()) {
            onOpen.accept(now.getValue());
          }
        });
    tree.setOnMouseClicked(event -> {
      TreeItem<Row> item = tree.getSelectionModel().getSelectedItem();
      if (item != null) {
        onOpen.accept(item.getValue());
      }
    });
    VBox.setVgrow(tree, Priority.ALWAYS);
    getChildren().addAll(filter, tree);
    getStyleClass().add("rule-tree");
    rules.rules().addListener((property, before, now) -> follow(before, now));
    rules.hits().addListener((property, before, now) -> tree.refresh());
    rules.stale().addListener((property, before, now) -> tree.refresh());
    fill();
  }

  /** Only when there are other rules the tree is made anew: not whenever one moves by a line. */
  private void follow(List<RuleEntry> before, List<RuleEntry> now) {
    boolean same = before.size() == now.size() && tree.getRoot() != null;
    for (int i = 0; same && i < now.size(); i++) {
      RuleEntry one = before.get(i);
      RuleEntry other = now.get(i);
      same =
          one.name().equals(other.name())
              && one.file().equals(other.file())
              && one.enabled() == other.enabled();
    }
    if (same) {
      tree.refresh();
    } else {
      fill();
    }
  }

  private void fill() {
    String wanted = filter.getText().toLowerCase(Locale.ROOT).strip();
    Map<Path, List<RuleEntry>> byFile = new HashMap<>();
    for (RuleEntry rule : rules.rules().get()) {
      if (rule.name().toLowerCase(Locale.ROOT).contains(wanted)) {
        byFile.computeIfAbsent(rule.file(), key -> new java.util.ArrayList<>()).add(rule);
      }
    }
    TreeItem<Row> root = new TreeItem<>();
    for (Document document : rules.documents()) {
      TreeItem<Row> file = new TreeItem<>(new Row(document.path(), null));
      for (RuleEntry rule : byFile.getOrDefault(document.path(), List.of())) {
        file.getChildren().add(new TreeItem<>(new Row(document.path(), rule)));
      }
      file.setExpanded(!folded.contains(document.path()));
      file.expandedProperty()
          .addListener((property, before, now) -> {
            if (now) {
              folded.remove(document.path());
            } else {
              folded.add(document.path());
            }
          });
      root.getChildren().add(file);
    }
    int at = tree.getSelectionModel().getSelectedIndex();
    tree.setRoot(root);
    if (at >= 0) {
      tree.getSelectionModel().select(at);
    }
  }

  private final class Cell extends TreeCell<Row> {
    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final Label count = Controls.label("", "count");
    private final Label change = Controls.label("", "change");
    private final HBox line = Controls.line(6, icon, name, Controls.spring(), change, count);

    Cell() {
      name.setMinWidth(40);
      count.setMinWidth(Label.USE_PREF_SIZE);
      change.setMinWidth(Label.USE_PREF_SIZE);
      line.setPrefWidth(10);
      prefWidthProperty().bind(tree.widthProperty().subtract(20));
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      line.getStyleClass().removeAll("off", "broken", "stale");
      RuleEntry rule = row.rule;
      if (rule == null) {
        file(row.file);
      } else {
        rule(rule);
      }
      setGraphic(line);
    }

    private void file(Path file) {
      icon.setIconCode(Feather.FILE_TEXT);
      Document document = rules.document(file);
      boolean dirty = document != null && document.dirty().get();
      name.setText(String.valueOf(file.getFileName()) + (dirty ? " •" : ""));
      change.setText("");
      long errors =
          rules.problems().stream()
              .filter(problem -> problem.error() && problem.file().equals(file))
              .count();
      count.setText(errors == 0 ? "" : errors + " ✗");
      if (errors > 0) {
        line.getStyleClass().add("broken");
      }
      setTooltip(new Tooltip(rules.shortName(file)));
    }

    private void rule(RuleEntry rule) {
      icon.setIconCode(Feather.SHIELD);
      name.setText(rule.name());
      Long hits = rules.hits().get().get(rule.name());
      count.setText(hits == null ? (rule.enabled() ? "" : "off") : Controls.shortCount(hits));
      change.setText(change(rule.name(), hits));
      change.getStyleClass().removeAll("more", "fewer");
      change.getStyleClass().add(change.getText().startsWith("+") ? "more" : "fewer");
      if (!rule.enabled()) {
        line.getStyleClass().add("off");
      }
      if (rules.stale().get()) {
        line.getStyleClass().add("stale");
      }
      setTooltip(new Tooltip(rule.name() + "\n" + rule.priority()));
    }

    private String change(String rule, @Nullable Long hits) {
      Long saved = rules.savedHits().get().get(rule);
      if (hits == null || saved == null || hits.equals(saved)) {
        return "";
      }
      long difference = hits - saved;
      return difference > 0
          ? "+" + Controls.shortCount(difference)
          : "−" + Controls.shortCount(-difference);
    }
  }
}
