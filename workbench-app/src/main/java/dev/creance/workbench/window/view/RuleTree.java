package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.Document;
import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.Problem;
import dev.creance.workbench.window.shown.RuleEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
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

  /** As many as there is room for. */
  private final List<Cell> cells = new ArrayList<>();

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
    rules.hits().addListener((property, before, now) -> again());
    rules.problems().addListener((ListChangeListener<Problem>) change -> again());
    rules.savedHits().addListener((property, before, now) -> again());
    rules.stale().addListener((property, before, now) -> again());
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
      again();
    } else {
      fill();
    }
  }

  /** Not by the tree's own means, which make all cells anew: that would be felt while one types. */
  private void again() {
    cells.forEach(Cell::again);
  }

  private void fill() {
    String wanted = filter.getText().toLowerCase(Locale.ROOT).strip();
    Map<Path, List<RuleEntry>> byFile = new HashMap<>();
    for (RuleEntry rule : rules.rules().get()) {
      if (rule.name().toLowerCase(Locale.ROOT).contains(wanted)) {
        byFile.computeIfAbsent(rule.file(), key -> new ArrayList<>()).add(rule);
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

  /** What a line shows. */
  private record Look(
      Feather icon, String name, String change, String count, String style, String tooltip) {}

  private final class Cell extends TreeCell<Row> {
    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final Label count = Controls.label("", "count");
    private final Label change = Controls.label("", "change");
    private final HBox line = Controls.line(6, icon, name, Controls.spring(), change, count);
    private @Nullable Look shown;

    Cell() {
      name.setMinWidth(40);
      count.setMinWidth(Label.USE_PREF_SIZE);
      change.setMinWidth(Label.USE_PREF_SIZE);
      line.setPrefWidth(10);
      prefWidthProperty().bind(tree.widthProperty().subtract(20));
      cells.add(this);
      Controls.hint(this, this::hint);
    }

    private String hint() {
      Look look = shown;
      return look == null || getItem() == null ? "" : look.tooltip;
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        return;
      }
      again();
      setGraphic(line);
    }

    /** Shows the row as it is now. */
    private void again() {
      Row row = getItem();
      if (row == null) {
        return;
      }
      Look look = row.rule == null ? file(row.file) : rule(row.rule);
      if (!look.equals(shown)) {
        show(look);
        shown = look;
      }
      fade();
    }

    /** Counts that are of another text than what stands there now. */
    private void fade() {
      Row row = getItem();
      count.setOpacity(row != null && row.rule != null && rules.stale().get() ? 0.45 : 1);
    }

    private void show(Look look) {
      icon.setIconCode(look.icon);
      name.setText(look.name);
      count.setText(look.count);
      change.setText(look.change);
      change.getStyleClass().removeAll("more", "fewer");
      change.getStyleClass().add(look.change.startsWith("+") ? "more" : "fewer");
      line.getStyleClass().removeAll("off", "broken");
      if (!look.style.isEmpty()) {
        line.getStyleClass().add(look.style);
      }
    }

    private Look file(Path file) {
      Document document = rules.document(file);
      boolean dirty = document != null && document.dirty().get();
      long errors =
          rules.problems().stream()
              .filter(problem -> problem.error() && problem.file().equals(file))
              .count();
      return new Look(
          Feather.FILE_TEXT,
          nameOf(file) + (dirty ? " •" : ""),
          "",
          errors == 0 ? "" : errors + " ✗",
          errors == 0 ? "" : "broken",
          rules.shortName(file));
    }

    private Look rule(RuleEntry rule) {
      Long hits = rules.hits().get().get(rule.name());
      return new Look(
          Feather.SHIELD,
          rule.name(),
          change(rule.name(), hits),
          hits == null ? (rule.enabled() ? "" : "off") : Controls.shortCount(hits),
          rule.enabled() ? "" : "off",
          rule.name() + "\n" + rule.priority());
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

  /** A file's name, with its folder where another file has the same one. */
  private String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean twice =
        rules.documents().stream()
            .map(Document::path)
            .anyMatch(
                other -> !other.equals(file) && String.valueOf(other.getFileName()).equals(name));
    Path folder = file.getParent();
    return twice && folder != null ? folder.getFileName() + "/" + name : name;
  }
}
