package dev.creance.workbench.window.view;

import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Above everything in the window: cards that belong to a place in a text. They are part of the
 * scene, so that they never take the focus from where somebody types.
 */
final class Overlay extends Pane {
  private static final double EDGE = 8;

  Overlay() {
    setPickOnBounds(false);
    setId("overlay");
    sceneProperty()
        .addListener((property, before, now) -> {
          if (now != null) {
            now.getProperties().put(Overlay.class, this);
          }
        });
  }

  /** The overlay of the window that a node is in. */
  static Overlay of(Node node) {
    return (Overlay) Objects.requireNonNull(node.getScene().getProperties().get(Overlay.class));
  }

  /**
   * Shows a card below a place, or above it where there is no room.
   *
   * @param top the place's upper edge on the screen
   * @param bottom its lower edge
   */
  void show(Region card, double screenX, double top, double bottom) {
    if (!getChildren().contains(card)) {
      getChildren().add(card);
    }
    card.applyCss();
    card.autosize();
    double width = card.getWidth();
    double height = card.getHeight();
    Point2D below = screenToLocal(screenX, bottom);
    Point2D above = screenToLocal(screenX, top);
    if (below == null || above == null) {
      return;
    }
    double x = Math.clamp(below.getX(), EDGE, Math.max(EDGE, getWidth() - width - EDGE));
    double y =
        below.getY() + height + EDGE <= getHeight() || above.getY() < height
            ? below.getY()
            : above.getY() - height;
    card.relocate(x, Math.clamp(y, EDGE, Math.max(EDGE, getHeight() - height - EDGE)));
  }

  void hide(Node card) {
    getChildren().remove(card);
  }

  boolean shows(Node card) {
    return getChildren().contains(card);
  }
}
