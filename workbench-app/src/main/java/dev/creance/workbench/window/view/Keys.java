package dev.creance.workbench.window.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Keys by their names. */
final class Keys {
  private Keys() {}

  /** A key with what is held beside it, for example {@code Shortcut+Shift+E} or {@code Alt+F7}. */
  static KeyCombination of(String text) {
    List<KeyCombination.Modifier> modifiers = new ArrayList<>();
    String[] parts = text.split("\\+");
    for (int i = 0; i < parts.length - 1; i++) {
      modifiers.add(
          switch (parts[i]) {
            case "Shortcut" -> KeyCombination.SHORTCUT_DOWN;
            case "Shift" -> KeyCombination.SHIFT_DOWN;
            case "Alt" -> KeyCombination.ALT_DOWN;
            default -> throw new IllegalArgumentException(text);
          });
    }
    KeyCode code = KeyCode.valueOf(parts[parts.length - 1].toUpperCase(Locale.ROOT));
    return new KeyCodeCombination(code, modifiers.toArray(KeyCombination.Modifier[]::new));
  }
}
