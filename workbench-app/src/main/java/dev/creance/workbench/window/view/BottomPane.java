package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.RulesModel;
import dev.creance.workbench.window.shown.EffectiveRule;
import dev.creance.workbench.window.shown.NamePlace;
import dev.creance.workbench.window.shown.NamePlaces;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Below the editor: an answer to what was asked last, with a title and a way to close it. */
final class BottomPane extends BorderPane {
  private final RulesModel rules;
  private final ObjIntConsumer<Path> onOpen;
  private final Label title = Controls.label("", "heading");

  /**
   * @param onOpen shows an offset of a file
   */
  BottomPane(RulesModel rules, ObjIntConsumer<Path> onOpen, Runnable onClose) {
    this.rules = rules;
    this.onOpen = onOpen;
    HBox head =
        Controls.line(
            8, title, Controls.spring(), Controls.iconButton(Feather.X, "Close (Esc)", onClose));
    head.getStyleClass().add("bottom-head");
    setTop(head);
    getStyleClass().add("bottom-pane");
    addEventHandler(
        javafx.scene.input.KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            onClose.run();
            event.consume();
          }
        });
  }

  void show(String text, Node content) {
    title.setText(text);
    setCenter(content);
  }

  /** Everywhere that a name is written. */
  void places(NamePlaces found) {
    ListView<NamePlace> list = new ListView<>();
    list.getItems().setAll(found.places());
    list.setId("usages");
    list.setAccessibleText("Where " + found.name() + " is written");
    list.setCellFactory(view -> new PlaceCell());
    Runnable open =
        () -> {
          NamePlace chosen = list.getSelectionModel().getSelectedItem();
          if (chosen != null) {
            onOpen.accept(chosen.file(), chosen.start());
          }
        };
    list.setOnMouseClicked(event -> open.run());
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        open.run();
      }
    });
    int used = found.places().size() - found.definitions().size();
    show(
        found.kind()
            + " "
            + found.name()
            + ": written in "
            + found.places().size()
            + (found.places().size() == 1 ? " place" : " places")
            + ", used in "
            + used,
        list);
    list.getSelectionModel().selectFirst();
    list.requestFocus();
  }

  /** A rule as it runs, beside the items that gave its parts. */
  void effective(EffectiveRule rule) {
    VBox pieces = new VBox(8);
    pieces.setPadding(new Insets(8, 12, 8, 12));
    for (EffectiveRule.Piece piece : rule.pieces()) {
      Label place =
          Controls.label(rules.shortName(piece.file()) + ":" + piece.line(), "crumb", "strong");
      place.setMinWidth(Label.USE_PREF_SIZE);
      place.setOnMouseClicked(event -> onOpen.accept(piece.file(), piece.start()));
      pieces
          .getChildren()
          .add(
              new VBox(
                  2,
                  Controls.line(
                      8,
                      place,
                      Controls.label(piece.how() + " " + String.join(", ", piece.keys()), "faint")),
                  Controls.paragraph(piece.text(), "code")));
    }
    ScrollPane scrolled = new ScrollPane(pieces);
    scrolled.setFitToWidth(true);
    TextArea whole = new TextArea(rule.text());
    whole.setEditable(false);
    whole.setId("effective-rule");
    whole.getStyleClass().add("code");
    whole.setAccessibleText("The rule as it runs");
    SplitPane both = new SplitPane(whole, scrolled);
    both.setDividerPositions(0.55);
    show(
        "The rule as it runs: "
            + rule.name()
            + ", of "
            + rule.pieces().size()
            + (rule.pieces().size() == 1 ? " piece" : " pieces"),
        both);
  }

  private final class PlaceCell extends ListCell<NamePlace> {
    private final Label role = Controls.label("", "faint");
    private final Label text = Controls.label("", "code");
    private final Label place = Controls.label("", "faint");
    private final HBox line = Controls.line(8, role, text, Controls.spring(), place);

    PlaceCell() {
      role.setMinWidth(56);
      text.setMinWidth(40);
      place.setMinWidth(Label.USE_PREF_SIZE);
      line.setPrefWidth(10);
    }

    @Override
    protected void updateItem(@Nullable NamePlace found, boolean empty) {
      super.updateItem(found, empty);
      if (empty || found == null) {
        setGraphic(null);
        return;
      }
      role.setText(found.role());
      text.setText(found.text());
      place.setText(
          List.of(rules.shortName(found.file()), found.line()).stream()
              .map(String::valueOf)
              .collect(java.util.stream.Collectors.joining(":")));
      setGraphic(line);
    }
  }
}
