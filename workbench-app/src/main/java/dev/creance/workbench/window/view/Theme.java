package dev.creance.workbench.window.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** The looks: light or dark, and the fonts that come with the program. */
public enum Theme {
  LIGHT,
  DARK;

  private static final List<String> FONTS =
      List.of(
          "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
          "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
          "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf",
          "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Bold.ttf");

  /** Makes the fonts known to the toolkit; once, before the first window. */
  public static void loadFonts() {
    for (String font : FONTS) {
      try (InputStream in = Theme.class.getResourceAsStream(font)) {
        if (in != null) {
          Font.loadFont(in, 13);
        }
      } catch (IOException e) {
        throw new IllegalStateException("a font of the program itself cannot be read: " + font, e);
      }
    }
  }

  /** Dresses all windows in this theme. */
  public void apply() {
    Application.setUserAgentStylesheet(
        switch (this) {
          case LIGHT -> new PrimerLight().getUserAgentStylesheet();
          case DARK -> new PrimerDark().getUserAgentStylesheet();
        });
  }

  /** Adds the program's own styles to a scene. */
  public void dress(Scene scene) {
    scene
        .getStylesheets()
        .setAll(
            Stream.of("creance.css", "places.css")
                .map(name -> Objects.requireNonNull(Theme.class.getResource(name)).toExternalForm())
                .toList());
    scene.getRoot().getStyleClass().removeAll("light", "dark");
    scene.getRoot().getStyleClass().add(this == DARK ? "dark" : "light");
  }

  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }
}
