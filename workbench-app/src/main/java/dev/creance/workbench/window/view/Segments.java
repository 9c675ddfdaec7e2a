package dev.creance.workbench.window.view;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** Buttons in a row, one of which is pressed: which look of a place is shown. */
final class Segments extends HBox {
  private final ToggleGroup group = new ToggleGroup();

  Segments(String id, List<String> names, IntegerProperty chosen) {
    getStyleClass().add("segments");
    setMinWidth(USE_PREF_SIZE);
    for (int i = 0; i < names.size(); i++) {
      int index = i;
      ToggleButton button = new ToggleButton(names.get(i));
      boolean last = i == names.size() - 1;
      button
          .getStyleClass()
          .addAll("small", i == 0 ? "left-pill" : last ? "right-pill" : "center-pill");
      button.setId(id + "-" + i);
      button.setToggleGroup(group);
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(event -> {
        button.setSelected(true);
        chosen.set(index);
      });
      getChildren().add(button);
    }
    chosen.addListener((property, before, now) -> select(now.intValue()));
    select(chosen.get());
  }

  private void select(int index) {
    Node button = getChildren().get(Math.clamp(index, 0, getChildren().size() - 1));
    group.selectToggle((ToggleButton) button);
  }
}
