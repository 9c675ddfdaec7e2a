package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.WorkbenchModel;
import java.util.List;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** What goes out, and where it went: releases, and the clusters that run them. */
final class PublishView extends BorderPane {
  private final ReleasesView releases;
  private final ClustersView clusters;

  PublishView(WorkbenchModel model) {
    releases = new ReleasesView(model);
    clusters = new ClustersView(model);
    HBox head =
        Controls.line(
            8,
            new Segments("publish-side", List.of("Releases", "Clusters"), model.publish().side()));
    head.getStyleClass().add("page-head");
    setTop(head);
    model.publish().side().addListener((property, before, now) -> show(now.intValue()));
    show(model.publish().side().get());
  }

  private void show(int side) {
    setCenter(side == 1 ? clusters : releases);
  }
}
