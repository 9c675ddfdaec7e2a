package dev.creance.workbench.window.view;

import dev.creance.workbench.window.model.NetworkModel;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.CorpusEntry;
import dev.creance.workbench.window.shown.Traffic;
import dev.creance.workbench.window.shown.Traffic.Link;
import dev.creance.workbench.window.shown.Traffic.Peer;
import dev.creance.workbench.window.shown.Traffic.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Who talks to whom: links, services with their peers, and a picture of both. */
final class NetworkView extends BorderPane {
  private final WorkbenchModel model;
  private final NetworkModel network;
  private final Label summary = Controls.label("Network", "heading");
  private final StackPane body = new StackPane();
  private final ComboBox<String> corpus = new ComboBox<>();
  private final TextField words = new TextField();
  private final CheckBox failures = new CheckBox("Only failures");
  private final ObservableList<Link> links = FXCollections.observableArrayList();
  private final FilteredList<Link> shown = new FilteredList<>(links);
  private final StackPane detail = new StackPane();
  private final Node table;
  private boolean following;

  NetworkView(WorkbenchModel model) {
    this.model = model;
    this.network = model.network();
    this.table = links();
    corpus.setId("network-corpus");
    corpus.setPrefWidth(180);
    corpus.setOnAction(event -> {
      if (!following && corpus.getValue() != null) {
        network.choose(corpus.getValue());
      }
    });
    words.setPromptText("Filter by program, address or port");
    words.setPrefWidth(240);
    words.textProperty().addListener((property, before, now) -> filter());
    failures.selectedProperty().addListener((property, before, now) -> filter());
    HBox bar =
        Controls.line(
            12,
            corpus,
            new Segments(
                "network-look", List.of("Connections", "Services", "Picture"), network.look()),
            words,
            failures,
            Controls.spring());
    bar.getStyleClass().add("tool-bar-line");
    VBox head = new VBox(summary, bar);
    head.getStyleClass().add("page-head");
    setTop(head);
    setCenter(body);
    network.traffic().addListener((property, before, now) -> show(now));
    network.corpus().addListener((property, before, now) -> corpora());
    network.look().addListener((property, before, now) -> arrange());
    model.ready().addListener((property, before, now) -> corpora());
    corpora();
    show(network.traffic().get());
  }

  private void corpora() {
    following = true;
    corpus.getItems().setAll(model.corpora().stream().map(CorpusEntry::name).toList());
    corpus.setValue(network.corpus().get());
    following = false;
    arrange();
  }

  private void show(@Nullable Traffic traffic) {
    links.setAll(traffic == null ? List.of() : traffic.links());
    if (traffic != null) {
      long connections = traffic.links().stream().mapToLong(Link::connections).sum();
      long failed = traffic.links().stream().mapToLong(Link::failed).sum();
      summary.setText(
          Controls.count(connections)
              + (connections == 1 ? " connection" : " connections")
              + " over "
              + Controls.count(traffic.links().size())
              + (traffic.links().size() == 1 ? " link, " : " links, ")
              + Controls.count(failed)
              + " refused or dropped");
    }
    detail(null);
    filter();
    arrange();
  }

  private void filter() {
    String wanted = words.getText().toLowerCase(Locale.ROOT);
    shown.setPredicate(link ->
        (!failures.isSelected() || link.failed() > 0)
            && (link.client() + " " + link.server()).toLowerCase(Locale.ROOT).contains(wanted));
    if (network.look().get() == 2) {
      arrange();
    }
  }

  private void arrange() {
    Traffic traffic = network.traffic().get();
    Node node;
    if (model.ready().get() && model.corpora().isEmpty()) {
      node =
          Controls.empty(
              Feather.SHARE_2,
              "No corpus is open",
              "Import or record one: who talked to whom in it is shown here.",
              Controls.button("Go to Corpora", () -> model.go(Place.CORPORA), "accent"));
    } else if (traffic == null) {
      node =
          Controls.empty(
              Feather.SHARE_2, "Reading …", "Connections of the recording are being collected.");
    } else if (traffic.links().isEmpty()) {
      node =
          Controls.empty(
              Feather.SHARE_2,
              "Nobody talks to anybody",
              "There is no TCP or UDP traffic in "
                  + traffic.corpus()
                  + ". Choose another corpus"
                  + " above.");
    } else {
      node =
          switch (network.look().get()) {
            case 1 -> services(traffic);
            case 2 -> picture();
            default -> table;
          };
    }
    body.getChildren().setAll(node);
  }

  private Node links() {
    TableView<Link> made =
        Columns.table(
            "links",
            shown,
            List.of(
                Columns.<Link>text("Client", 190, Link::client),
                Columns.<Link>text("Server", 200, Link::server),
                Columns.<Link>text("", 50, Link::protocol),
                Columns.<Link>count("Connections", 95, Link::connections),
                Columns.<Link>drawn("Failed", 90, NetworkView::failed),
                Columns.<Link>number(
                    "Sent",
                    80,
                    one -> bytes(one.sent()),
                    java.util.Comparator.comparingLong(Link::sent)),
                Columns.<Link>number(
                    "Received",
                    80,
                    one -> bytes(one.received()),
                    java.util.Comparator.comparingLong(Link::received)),
                Columns.<Link>drawn("Over the time", 110, NetworkView::spark)),
            Controls.label("no link fits the filter", "faint"));
    Columns.door(made, one -> model.goToEvents(network.corpus().get(), one.filter()));
    made.getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, now) -> detail(now));
    SplitPane split = new SplitPane(made, detail);
    split.setDividerPositions(0.72);
    return split;
  }

  private static Node failed(Link link) {
    return link.failed() == 0
        ? Controls.label("–", "faint")
        : Controls.label("✗ " + Controls.count(link.failed()), "danger-text");
  }

  private static Node spark(Link link) {
    Sparkline line = new Sparkline();
    line.show(link.slices());
    return line;
  }

  private static String bytes(long count) {
    return count < 10_000
        ? Controls.count(count) + " B"
        : count < 10_000_000
            ? Controls.count(count / 1000) + " kB"
            : Controls.count(count / 1_000_000) + " MB";
  }

  private void detail(@Nullable Link link) {
    if (link == null) {
      detail
          .getChildren()
          .setAll(
              Controls.empty(
                  Feather.MOUSE_POINTER,
                  "No link selected",
                  "Select one: what failed and how, and the events behind it."));
      return;
    }
    VBox box =
        new VBox(
            10,
            Controls.paragraph(link.client() + " → " + link.server(), "title"),
            Controls.label(
                link.incoming() ? "recorded at the server" : "recorded at the client", "faint"),
            fact("Connections tried", Controls.count(link.connections())),
            fact("Refused", Controls.count(link.refused())),
            fact("Dropped: no answer, broken off", Controls.count(link.dropped())),
            fact("Begun without waiting", Controls.count(link.pending())),
            fact("Sent", bytes(link.sent())),
            fact("Received", bytes(link.received())));
    if (!link.errors().isEmpty()) {
      box.getChildren().add(Controls.label("Errors", "heading"));
      link.errors().entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(error ->
              box.getChildren().add(fact(error.getKey(), Controls.count(error.getValue()))));
    }
    String here = network.corpus().get();
    box.getChildren()
        .add(
            Controls.line(
                8,
                Controls.button("Its events", () -> model.goToEvents(here, link.filter()), "small"),
                Controls.button(
                    "Only what failed",
                    () -> model.goToEvents(here, "evt.failed = true and " + link.filter()),
                    "small")));
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    detail.getChildren().setAll(scrolled);
  }

  private static Node fact(String name, String value) {
    return Controls.line(
        8, Controls.label(name, "faint"), Controls.spring(), Controls.label(value));
  }

  private Node services(Traffic traffic) {
    VBox box = new VBox(12);
    for (Service service : traffic.services()) {
      box.getChildren().add(service(service));
    }
    box.getStyleClass().add("pane-body");
    ScrollPane scrolled = new ScrollPane(box);
    scrolled.setFitToWidth(true);
    return scrolled;
  }

  private Node service(Service service) {
    VBox box =
        new VBox(
            6,
            Controls.line(
                10,
                Controls.label(service.name(), "heading"),
                Controls.spring(),
                Controls.label(
                    Controls.count(service.connections())
                        + (service.connections() == 1 ? " connection" : " connections"),
                    "faint")),
            Controls.paragraph(service.verdict(), service.failed() > 0 ? "danger-text" : "plain"));
    List<Peer> first = service.peers().stream().limit(8).toList();
    first.forEach(peer -> box.getChildren().add(peer(service, peer)));
    if (first.size() < service.peers().size()) {
      box.getChildren()
          .add(
              Controls.label(
                  "and "
                      + service.peers().stream()
                          .skip(first.size())
                          .map(Peer::address)
                          .limit(12)
                          .collect(Collectors.joining(", "))
                      + (service.peers().size() > first.size() + 12 ? ", …" : ""),
                  "faint"));
    }
    box.getStyleClass().add("card");
    return box;
  }

  private Node peer(Service service, Peer peer) {
    Label name = Controls.label(peer.address(), "value-text");
    Label count =
        Controls.label(
            Controls.count(peer.connections())
                + (peer.failed() > 0 ? "   ✗ " + Controls.count(peer.failed()) : "")
                + "   "
                + bytes(peer.bytes()),
            "count");
    HBox line = Controls.line(6, name, Controls.spring(), count);
    StackPane bar = new StackPane();
    bar.getStyleClass().add("value-bar");
    bar.maxWidthProperty()
        .bind(
            line.widthProperty()
                .multiply((double) peer.connections() / Math.max(1, service.connections())));
    StackPane both = new StackPane(bar, line);
    StackPane.setAlignment(bar, javafx.geometry.Pos.CENTER_LEFT);
    both.getStyleClass().add("value-line");
    both.setOnMouseClicked(event -> model.goToEvents(network.corpus().get(), peer.filter()));
    return both;
  }

  private Node picture() {
    NetworkPicture picture =
        new NetworkPicture(
            List.copyOf(shown), link -> model.goToEvents(network.corpus().get(), link.filter()));
    ScrollPane scrolled = new ScrollPane(picture);
    scrolled.setFitToWidth(true);
    scrolled.setFitToHeight(true);
    return scrolled;
  }
}
