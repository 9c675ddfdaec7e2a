package dev.creance.workbench.window.shown;

import java.util.List;
import java.util.Map;

/**
 * Who talks to whom in a recording.
 *
 * @param links from clients to servers, the busiest first
 * @param services what was talked to, by port
 */
public record Traffic(String corpus, List<Link> links, List<Service> services) {
  public Traffic {
    links = List.copyOf(links);
    services = List.copyOf(services);
  }

  /**
   * A client and a server.
   *
   * @param incoming whether the server is recorded; else the client is
   * @param client a program and its container, or an address
   * @param server an address and port, or a program and port
   * @param connections that were tried
   * @param refused of them: the other side said no
   * @param dropped of them: no answer, no way, or broken off
   * @param pending of them: begun without waiting; their end is not told by the call
   * @param errors how often each error came
   * @param slices connections by slice of the recorded time
   * @param filter a condition for its events
   */
  public record Link(
      boolean incoming,
      String client,
      String server,
      String protocol,
      long connections,
      long refused,
      long dropped,
      long pending,
      long sent,
      long received,
      Map<String, Long> errors,
      List<Integer> slices,
      String filter) {
    public Link {
      errors = Map.copyOf(errors);
      slices = List.copyOf(slices);
    }

    public long failed() {
      return refused + dropped;
    }
  }

  /**
   * A port and those who serve it, as clients see them.
   *
   * @param peers the busiest first
   * @param verdict what failures and load over the peers say, in a sentence
   */
  public record Service(
      String name, List<Peer> peers, long connections, long failed, String verdict) {
    public Service {
      peers = List.copyOf(peers);
    }
  }

  /** One of those who serve a port. */
  public record Peer(String address, long connections, long failed, long bytes, String filter) {}
}
