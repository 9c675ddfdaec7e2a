package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.LanguageModel;
import dev.creance.workbench.window.shown.Suggestion;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Shows what could be typed at the cursor: when asked, and while a name is being typed. The same in
 * the editor and in a field for a condition.
 */
final class Completing {
  private static final double ROW = 26;
  private static final int ROWS = 10;
  private static final double EXPLAINED = 320;

  private final Typed typed;
  private final Node node;
  private final LanguageModel language;
  private final ListView<Suggestion> list = new ListView<>();
  private final ExplanationCard card = new ExplanationCard(EXPLAINED);
  private final HBox box = new HBox(list);
  private final PauseTransition typing = new PauseTransition(Duration.millis(60));

  /** What a suggestion means is said to those who look at it, not while they type on. */
  private final PauseTransition looking = new PauseTransition(Duration.millis(250));

  private boolean inserting;
  private boolean filling;

  Completing(Typed typed, LanguageModel language) {
    this.typed = typed;
    this.node = typed.node();
    this.language = language;
    list.setId("suggestions");
    list.setFixedCellSize(ROW);
    list.setPrefWidth(440);
    list.setFocusTraversable(false);
    list.setAccessibleText("Suggestions");
    list.setCellFactory(view -> new Cell());
    list.setOnMouseClicked(event -> insert());
    list.getSelectionModel().selectedItemProperty().addListener((p, before, now) -> describe(now));
    box.getStyleClass().add("suggestions");
    typing.setOnFinished(event -> ask());
    looking.setOnFinished(event -> describe(list.getSelectionModel().getSelectedItem()));
    typed.onMoved(this::moved);
    node.focusedProperty()
        .addListener((property, before, now) -> {
          if (!now) {
            hide();
          }
        });
    node.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  /** Asks what could be typed at the cursor. */
  void ask() {
    typing.stop();
    int offset = typed.caret();
    typed.suggest(found -> {
      if (offset == typed.caret()) {
        show(found);
      }
    });
  }

  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    char c = text.isEmpty() ? ' ' : text.charAt(0);
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    if (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '%') {
      typing.playFromStart();
    } else if (!showing()) {
      typing.stop();
    }
  }

  private void moved() {
    if (showing() && !inserting) {
      typing.playFromStart();
    }
  }

  boolean showing() {
    return node.getScene() != null && Overlay.of(node).shows(box);
  }

  void hide() {
    typing.stop();
    looking.stop();
    if (node.getScene() != null) {
      Overlay.of(node).hide(box);
    }
  }

  private void show(List<Suggestion> found) {
    boolean done =
        found.isEmpty()
            || (found.size() == 1
                && found.getFirst().insert().strip().equals(typedOf(found.getFirst())));
    Bounds caret = typed.caretBounds().orElse(null);
    if (done || caret == null || !node.isFocused()) {
      hide();
      return;
    }
    filling = true;
    list.getItems().setAll(found);
    list.setPrefHeight(Math.min(ROWS, found.size()) * ROW + 4);
    list.setMinHeight(list.getPrefHeight());
    list.getSelectionModel().clearAndSelect(0);
    list.scrollTo(0);
    filling = false;
    if (box.getChildren().size() > 1) {
      box.getChildren().setAll(list);
    }
    looking.playFromStart();
    Overlay.of(node).show(box, caret.getMinX(), caret.getMinY(), caret.getMaxY() + 2);
  }

  private String typedOf(Suggestion suggestion) {
    int end = Math.min(suggestion.end(), typed.length());
    return typed.text(Math.min(suggestion.start(), end), end);
  }

  private void describe(@Nullable Suggestion suggestion) {
    if (suggestion == null || filling) {
      return;
    }
    language.describe(
        suggestion,
        explained -> {
          if (suggestion.equals(list.getSelectionModel().getSelectedItem()) && showing()) {
            if (explained.isPresent()) {
              card.show(explained.get(), List.of());
              box.getChildren().setAll(list, card);
            } else {
              box.getChildren().setAll(list);
            }
            typed
                .caretBounds()
                .ifPresent(caret ->
                    Overlay.of(node)
                        .show(box, caret.getMinX(), caret.getMinY(), caret.getMaxY() + 2));
          }
        });
  }

  /**
   * Takes the keys that choose.
   *
   * @return whether the key was for the list
   */
  boolean key(KeyEvent event) {
    if (!showing()) {
      return false;
    }
    int at = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> select(at + 1);
      case UP -> select(at - 1);
      case PAGE_DOWN -> select(at + ROWS);
      case PAGE_UP -> select(at - ROWS);
      case ENTER, TAB -> insert();
      case ESCAPE -> hide();
      default -> {
        if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
          hide();
        }
        return false;
      }
    }
    return true;
  }

  /** Whether what is chosen in the list stands at the cursor already. */
  boolean complete() {
    Suggestion chosen = list.getSelectionModel().getSelectedItem();
    return showing() && chosen != null && chosen.insert().strip().equals(typedOf(chosen));
  }

  private void select(int index) {
    int at = Math.clamp(index, 0, list.getItems().size() - 1);
    list.getSelectionModel().clearAndSelect(at);
    list.scrollTo(Math.max(0, at - ROWS / 2));
  }

  private void insert() {
    Suggestion chosen = list.getSelectionModel().getSelectedItem();
    hide();
    if (chosen != null) {
      inserting = true;
      int end = Math.min(Math.max(chosen.end(), typed.caret()), typed.length());
      typed.replace(chosen.start(), end, chosen.insert());
      inserting = false;
      node.requestFocus();
    }
  }

  private static final class Cell extends ListCell<Suggestion> {
    private final Label name = Controls.label("", "code");
    private final Label detail = Controls.label("", "faint");
    private final Label kind = Controls.label("", "kind");
    private final HBox row = Controls.line(8, kind, name, Controls.spring(), detail);

    Cell() {
      name.setMinWidth(60);
      row.setPrefWidth(10);
      prefWidthProperty().set(10);
    }

    @Override
    protected void updateItem(@Nullable Suggestion suggestion, boolean empty) {
      super.updateItem(suggestion, empty);
      if (empty || suggestion == null) {
        setGraphic(null);
        return;
      }
      kind.setText(suggestion.kind());
      name.setText(suggestion.label());
      detail.setText(suggestion.detail());
      setGraphic(row);
    }
  }
}
