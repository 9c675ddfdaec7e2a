package dev.creance.workbench.window.view;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Everything that can be done or gone to, by a few letters of its name. */
final class CommandPalette extends StackPane {
  private static final int MOST = 200;

  private final Supplier<List<Command>> commands;
  private final TextField words = new TextField();
  private final ListView<Command> list = new ListView<>();

  /**
   * Something to do.
   *
   * @param hint its key or where it is
   */
  record Command(String name, String hint, Runnable action) {}

  CommandPalette(Supplier<List<Command>> commands) {
    this.commands = commands;
    words.setPromptText("A rule, a place, a command …");
    words.setId("palette");
    words.textProperty().addListener((property, before, now) -> filter(now));
    words.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setCellFactory(view -> new Cell());
    list.setOnMouseClicked(event -> run());
    list.setFocusTraversable(false);
    list.setPrefHeight(360);
    list.setPlaceholder(Controls.label("nothing is called so", "faint"));
    VBox box = new VBox(8, words, list);
    box.getStyleClass().add("palette");
    box.setMaxSize(560, 420);
    getChildren().add(box);
    getStyleClass().add("palette-veil");
    setAlignment(box, Pos.TOP_CENTER);
    setOnMouseClicked(event -> {
      if (event.getTarget() == this) {
        close();
      }
    });
    setVisible(false);
  }

  void open() {
    setVisible(true);
    words.clear();
    filter("");
    words.requestFocus();
  }

  private void close() {
    setVisible(false);
  }

  private void filter(String text) {
    String wanted = text.toLowerCase(Locale.ROOT).strip();
    list.getItems()
        .setAll(
            commands.get().stream()
                .filter(command -> matches(command.name.toLowerCase(Locale.ROOT), wanted))
                .limit(MOST)
                .toList());
    list.getSelectionModel().selectFirst();
  }

  /** Whether all words are in a name. */
  private static boolean matches(String name, String wanted) {
    for (String word : wanted.split("\\s+")) {
      if (!name.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      run();
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
      int at = list.getSelectionModel().getSelectedIndex();
      list.getSelectionModel()
          .select(event.getCode() == KeyCode.DOWN ? at + 1 : Math.max(0, at - 1));
      list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 4));
      event.consume();
    }
  }

  private void run() {
    Command chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      close();
      chosen.action.run();
    }
  }

  private static final class Cell extends ListCell<Command> {
    private final Label name = new Label();
    private final Label hint = Controls.label("", "key-hint");
    private final HBox row = Controls.line(8, name, Controls.spring(), hint);

    @Override
    protected void updateItem(Command command, boolean empty) {
      super.updateItem(command, empty);
      if (empty || command == null) {
        setGraphic(null);
        return;
      }
      name.setText(command.name);
      hint.setText(command.hint);
      setGraphic(row);
    }
  }
}
