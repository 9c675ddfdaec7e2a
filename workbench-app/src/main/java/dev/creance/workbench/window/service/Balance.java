package dev.creance.workbench.window.service;

import dev.creance.workbench.window.shown.Traffic.Link;
import dev.creance.workbench.window.shown.Traffic.Peer;
import dev.creance.workbench.window.shown.Traffic.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells failing connections from load that is spread unevenly. */
final class Balance {
  /** So many connections for each peer are needed to speak of balancing. */
  private static final int ENOUGH = 10;

  private Balance() {}

  /** The services that recorded clients talk to, by port, and those that recorded servers offer. */
  static List<Service> services(List<Link> links) {
    Map<String, List<Link>> groups = new LinkedHashMap<>();
    for (Link link : links) {
      String port = link.server().substring(link.server().lastIndexOf(':') + 1);
      String name =
          link.incoming()
              ? link.server() + "/" + link.protocol() + ", served here"
              : link.client() + " → port " + port + "/" + link.protocol();
      groups.computeIfAbsent(name, key -> new ArrayList<>()).add(link);
    }
    List<Service> services = new ArrayList<>();
    groups.forEach((name, group) -> services.add(service(name, group)));
    services.sort(
        Comparator.comparingLong((Service one) -> -one.failed())
            .thenComparingLong(one -> -one.connections()));
    return services;
  }

  private static Service service(String name, List<Link> group) {
    List<Peer> peers =
        group.stream()
            .map(link ->
                new Peer(
                    link.incoming() ? link.client() : link.server(),
                    link.connections(),
                    link.failed(),
                    link.sent() + link.received(),
                    link.filter()))
            .sorted(Comparator.comparingLong((Peer peer) -> -peer.connections()))
            .toList();
    long connections = peers.stream().mapToLong(Peer::connections).sum();
    long failed = peers.stream().mapToLong(Peer::failed).sum();
    return new Service(name, peers, connections, failed, verdict(group, peers));
  }

  /** What failures and shares say. */
  static String verdict(List<Link> group, List<Peer> peers) {
    String failures = failures(group, peers);
    String load = load(peers);
    return failures.isEmpty() && load.isEmpty()
        ? "No connection failed; too few connections or peers to speak of balancing."
        : (failures.isEmpty() ? "No connection failed." : failures)
            + (load.isEmpty() ? "" : " " + load);
  }

  private static String failures(List<Link> group, List<Peer> peers) {
    long refused = group.stream().mapToLong(Link::refused).sum();
    long dropped = group.stream().mapToLong(Link::dropped).sum();
    long failed = refused + dropped;
    if (failed == 0) {
      return "";
    }
    Peer worst = peers.stream().max(Comparator.comparingLong(Peer::failed)).orElseThrow();
    String how =
        refused == 0
            ? "dropped (no answer, or broken off)"
            : dropped == 0
                ? "refused: nobody listens there"
                : refused + " refused, " + dropped + " dropped";
    String where =
        peers.size() == 1
            ? " at its only peer, " + worst.address()
            : worst.failed() * 5 >= failed * 4
                ? " at "
                    + worst.address()
                    + ", one of "
                    + peers.size()
                    + ": that peer, not the"
                    + " balancing"
                : " over all peers alike: the client or the network, not one peer";
    return failed + (failed == 1 ? " failure, " : " failures, ") + how + where + ".";
  }

  private static String load(List<Peer> peers) {
    long connections = peers.stream().mapToLong(Peer::connections).sum();
    int count = peers.size();
    if (count < 2 || connections < (long) ENOUGH * count) {
      return "";
    }
    Peer most = peers.getFirst();
    double share = (double) most.connections() / connections;
    double even = 1.0 / count;
    // Half as much again as even, and beyond what chance does to counts.
    double chance = 3 * Math.sqrt(even * (1 - even) / connections);
    return share > even * 1.5 && share > even + chance
        ? String.format(
            Locale.ROOT,
            "Load is uneven: %s has %.0f %% of the connections where even were %.0f %%: look at the"
                + " balancing.",
            most.address(),
            share * 100,
            even * 100)
        : "Load is spread evenly over " + count + " peers.";
  }
}
