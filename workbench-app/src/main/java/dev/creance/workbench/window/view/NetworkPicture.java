package dev.creance.workbench.window.view;

import dev.creance.workbench.window.shown.Traffic.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.shape.CubicCurve;

/** Clients at the left, servers at the right, and a curve for each link: thick is busy. */
final class NetworkPicture extends Pane {
  private static final int MOST = 28;
  private static final double ROW = 26;
  private static final double NAMES = 250;

  private final List<Link> links;
  private final Map<String, Label> clients = new LinkedHashMap<>();
  private final Map<String, Label> servers = new LinkedHashMap<>();
  private final List<CubicCurve> curves = new ArrayList<>();

  /**
   * @param onChosen is told when somebody points at a link
   */
  NetworkPicture(List<Link> all, Consumer<Link> onChosen) {
    this.links = all.subList(0, Math.min(MOST, all.size()));
    getStyleClass().add("network-picture");
    for (Link link : links) {
      CubicCurve curve = new CubicCurve();
      curve.getStyleClass().add(link.failed() > 0 ? "link-failed" : "link");
      curve.setStrokeWidth(1.5 + 1.5 * Math.log10(1 + link.connections()));
      Tooltip.install(curve, new Tooltip(text(link)));
      curve.setOnMouseClicked(event -> onChosen.accept(link));
      curves.add(curve);
      clients.computeIfAbsent(link.client(), name -> node(name, true));
      servers.computeIfAbsent(link.server(), name -> node(name, false));
    }
    getChildren().addAll(curves);
    getChildren().addAll(clients.values());
    getChildren().addAll(servers.values());
    setMinHeight(Math.max(clients.size(), servers.size()) * ROW + 40);
    if (all.size() > MOST) {
      Label more =
          Controls.label(
              "the " + MOST + " busiest of " + Controls.count(all.size()) + " links", "faint");
      more.relocate(16, 4);
      getChildren().add(more);
    }
  }

  private static String text(Link link) {
    return link.client()
        + " → "
        + link.server()
        + "\n"
        + Controls.count(link.connections())
        + (link.connections() == 1 ? " connection" : " connections")
        + (link.failed() == 0 ? "" : ", ✗ " + Controls.count(link.failed()) + " failed");
  }

  private static Label node(String name, boolean left) {
    Label label = Controls.label(name, left ? "network-client" : "network-server");
    label.setTooltip(new Tooltip(name));
    return label;
  }

  @Override
  protected void layoutChildren() {
    place(clients, 16, true);
    place(servers, getWidth() - NAMES - 16, false);
    for (int i = 0; i < links.size(); i++) {
      Label from = clients.get(links.get(i).client());
      Label to = servers.get(links.get(i).server());
      if (from != null && to != null) {
        CubicCurve curve = curves.get(i);
        double middle = getWidth() / 2;
        curve.setStartX(16 + NAMES + 6);
        curve.setStartY(from.getLayoutY() + ROW / 2 - 2);
        curve.setEndX(getWidth() - NAMES - 22);
        curve.setEndY(to.getLayoutY() + ROW / 2 - 2);
        curve.setControlX1(middle);
        curve.setControlY1(curve.getStartY());
        curve.setControlX2(middle);
        curve.setControlY2(curve.getEndY());
      }
    }
  }

  private void place(Map<String, Label> nodes, double left, boolean right) {
    double room = Math.max(getHeight(), getMinHeight()) - 32;
    double step = Math.min(64, Math.max(ROW, room / Math.max(1, nodes.size())));
    double top = 24;
    for (Label label : nodes.values()) {
      double width = Math.min(NAMES, label.prefWidth(-1));
      label.resizeRelocate(right ? left + NAMES - width : left, top, width, ROW - 4);
      top += step;
    }
  }
}
