package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.shown.OutlineEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rules, macros and lists of the open file, in the order in which they stand. */
final class OutlineView extends VBox {
  private final LanguageModel language;
  private final ListView<OutlineEntry> list = new ListView<>();
  private @Nullable Path file;

  OutlineView(LanguageModel language, Consumer<OutlineEntry> onOpen) {
    super(4);
    this.language = language;
    list.setId("outline");
    list.setAccessibleText("Outline of the open file");
    list.setCellFactory(view -> new Cell());
    list.setPlaceholder(Controls.paragraph("No rules, macros or lists in this file yet", "faint"));
    list.setOnMouseClicked(event -> open(onOpen));
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        open(onOpen);
      }
    });
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(Controls.label("Outline", "heading"), list);
    getStyleClass().add("rule-tree");
    language.outlines().addListener((property, before, now) -> fill());
  }

  private void open(Consumer<OutlineEntry> onOpen) {
    OutlineEntry chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      onOpen.accept(chosen);
    }
  }

  void show(Path path) {
    file = path;
    fill();
  }

  private void fill() {
    Path shown = file;
    List<OutlineEntry> entries =
        shown == null ? List.of() : language.outlines().get().getOrDefault(shown, List.of());
    if (!entries.equals(list.getItems())) {
      list.getItems().setAll(entries);
    }
  }

  private final class Cell extends ListCell<OutlineEntry> {
    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final HBox line = Controls.line(6, icon, name);

    Cell() {
      name.setMinWidth(40);
      line.setPrefWidth(10);
      prefWidthProperty().bind(list.widthProperty().subtract(20));
    }

    @Override
    protected void updateItem(@Nullable OutlineEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      icon.setIconCode(
          switch (entry.kind()) {
            case "rule" -> Feather.SHIELD;
            case "macro" -> Feather.HASH;
            default -> Feather.LIST;
          });
      name.setText(entry.name() + (entry.change() ? "  (changes it)" : ""));
      setTooltip(new Tooltip(entry.kind() + " " + entry.name() + ", line " + entry.firstLine()));
      setGraphic(line);
    }
  }
}
