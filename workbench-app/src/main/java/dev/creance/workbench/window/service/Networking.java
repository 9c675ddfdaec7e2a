package dev.creance.workbench.window.service;

import dev.creance.corpus.evaluate.HitRows;
import dev.creance.corpus.format.CorpusException;
import dev.creance.events.format.OutputField;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.recording.Fields;
import dev.creance.tuning.recording.Recording;
import dev.creance.tuning.recording.Recordings;
import dev.creance.workbench.terminal.ShownText;
import dev.creance.workbench.window.shown.Traffic;
import dev.creance.workbench.window.shown.Traffic.Link;
import dev.creance.workbench.window.shown.Wrong;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says who talks to whom in a recording, what failed, and how load is spread. */
public final class Networking {
  private static final int SLICES = 40;
  private static final String CONDITION =
      "evt.type in (connect, accept, accept4, read, write, readv, writev, sendto, recvfrom, send,"
          + " recv, sendmsg, recvmsg, getsockopt) and fd.typechar in (4, 6)";
  private static final Set<String> OUT = Set.of("write", "writev", "sendto", "send", "sendmsg");

  /** The other side is there and says no. */
  private static final Set<String> REFUSED = Set.of("ECONNREFUSED");

  /** No answer, no way there, or broken off. */
  private static final Set<String> DROPPED =
      Set.of(
          "ETIMEDOUT",
          "EHOSTUNREACH",
          "ENETUNREACH",
          "EHOSTDOWN",
          "ENETDOWN",
          "ECONNRESET",
          "ECONNABORTED",
          "EPIPE",
          "ENETRESET");

  /** How a connection that was begun without waiting ended. */
  private static final Pattern SOCKET_ERROR =
      Pattern.compile("\\(SO_ERROR\\) val=-?\\d+(?:\\((E\\w+)\\))?");

  private final Laboratory laboratory;

  public Networking(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /** All links of a corpus. */
  public CompletableFuture<Traffic> traffic(String corpus) {
    return laboratory.newest(
        "traffic",
        recordings -> {
          for (Recording recording : recordings.all()) {
            if (recording.name().equals(corpus)) {
              return new Reading(Recordings.of(List.of(recording))).read(corpus);
            }
          }
          throw new Wrong("no corpus called '" + corpus + "' is open");
        });
  }

  /** Both ends of a link, and what they are called. */
  private record Ends(
      boolean incoming,
      String process,
      String container,
      String address,
      String port,
      String protocol) {

    String filter() {
      String side = incoming ? "fd.cip" : "fd.sip";
      String filter =
          "fd.typechar in (4, 6) and proc.name = "
              + quoted(process)
              + " and "
              + side
              + " = "
              + quoted(address)
              + " and fd.sport = "
              + port;
      return container.isEmpty() ? filter : filter + " and container.id = " + quoted(container);
    }

    private static String quoted(String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** What went on over a link. */
  private static final class Tally {
    private String containerName = "";
    private long connections;
    private long refused;
    private long dropped;
    private long pending;
    private long sent;
    private long received;
    private final Map<String, Long> errors = new TreeMap<>();
    private final int[] slices = new int[SLICES];
  }

  /** Reads a recording once. */
  private static final class Reading {
    private final Recordings one;
    private final Timeline timeline;
    private final OutputField process = Fields.printed("proc.name");
    private final OutputField container = Fields.printed("container.id");
    private final OutputField containerName = Fields.printed("container.name");
    private final OutputField type = Fields.printed("evt.type");
    private final OutputField result = Fields.printed("evt.res");
    private final OutputField amount = Fields.printed("evt.rawres");
    private final OutputField client = Fields.printed("fd.cip");
    private final OutputField server = Fields.printed("fd.sip");
    private final OutputField port = Fields.printed("fd.sport");
    private final OutputField protocol = Fields.printed("fd.l4proto");
    private final OutputField serves = Fields.printed("fd.is_server");
    private final OutputField arguments = Fields.printed("evt.args");
    private final Map<Ends, Tally> tallies = new LinkedHashMap<>();

    Reading(Recordings one) {
      this.one = one;
      this.timeline = new Timeline(one, SLICES);
    }

    Traffic read(String corpus) throws CorpusException, InterruptedException, Wrong {
      List<Rule> rule = List.of(Filters.rule(CONDITION).orElseThrow());
      new HitRows(one.get(0).session())
          .visit(
              rule,
              false,
              (hit, scope, segment) -> {
                add(scope);
                return true;
              });
      List<Link> links =
          tallies.entrySet().stream()
              .map(entry -> link(entry.getKey(), entry.getValue()))
              .sorted(
                  Comparator.comparingLong((Link link) -> -link.connections())
                      .thenComparingLong(link -> -(link.sent() + link.received())))
              .toList();
      return new Traffic(corpus, links, Balance.services(links));
    }

    private void add(EventScope scope) {
      String what = text(type, scope);
      String number = text(port, scope);
      String id = text(container, scope);
      String host = id.equals("host") ? "" : id;
      Ends as = ends(true, host, number, scope);
      Ends to = ends(false, host, number, scope);
      Ends ends = incoming(what, as, to, scope) ? as : to;
      if (ends.address.isEmpty() || number.isEmpty()) {
        return;
      }
      if (what.equals("getsockopt")) {
        Tally known = tallies.get(ends);
        if (known != null) {
          asked(known, text(arguments, scope));
        }
        return;
      }
      Tally tally = tallies.computeIfAbsent(ends, key -> new Tally());
      if (!host.isEmpty()) {
        tally.containerName = text(containerName, scope);
      }
      String outcome = text(result, scope);
      boolean connects = what.equals("connect") || what.startsWith("accept");
      if (connects) {
        tally.connections++;
        tally.slices[timeline.slice(0, scope.event.timestamp())]++;
      }
      if (outcome.startsWith("E")) {
        failed(tally, outcome, connects);
      } else if (!connects) {
        long bytes = number(text(amount, scope));
        if (OUT.contains(what)) {
          tally.sent += bytes;
        } else {
          tally.received += bytes;
        }
      }
    }

    private Ends ends(boolean incoming, String host, String number, EventScope scope) {
      return new Ends(
          incoming,
          text(process, scope),
          host,
          text(incoming ? client : server, scope),
          number,
          text(protocol, scope));
    }

    /**
     * Whether the recorded process serves. Who connected or accepted is known for sure; what a
     * descriptor says of itself is a guess where both ends are on this machine.
     */
    private boolean incoming(String what, Ends as, Ends to, EventScope scope) {
      if (what.startsWith("accept")) {
        return true;
      }
      return !what.equals("connect")
          && !tallies.containsKey(to)
          && (tallies.containsKey(as) || text(serves, scope).equals("true"));
    }

    /** Who connects without waiting asks the socket later how it went. */
    private static void asked(Tally tally, String arguments) {
      Matcher error = SOCKET_ERROR.matcher(arguments);
      if (tally.pending > 0 && error.find()) {
        tally.pending--;
        String name = error.group(1);
        if (name != null) {
          failed(tally, name, true);
        }
      }
    }

    private static void failed(Tally tally, String error, boolean connects) {
      if (error.equals("EINPROGRESS") && connects) {
        tally.pending++;
      } else if (REFUSED.contains(error)) {
        tally.refused++;
        tally.errors.merge(error, 1L, Long::sum);
      } else if (DROPPED.contains(error)) {
        tally.dropped++;
        tally.errors.merge(error, 1L, Long::sum);
      } else if (connects && !error.equals("EAGAIN") && !error.equals("EINTR")) {
        tally.dropped++;
        tally.errors.merge(error, 1L, Long::sum);
      }
    }

    private static long number(String text) {
      try {
        return Math.max(0, Long.parseLong(text));
      } catch (NumberFormatException e) {
        // No result is no bytes: the event has none.
        return 0;
      }
    }

    private static String text(OutputField field, EventScope scope) {
      String value = field.text(scope);
      return value == null ? "" : ShownText.of(value);
    }

    private static Link link(Ends ends, Tally tally) {
      String program =
          ends.process
              + (ends.container.isEmpty()
                  ? ""
                  : " in "
                      + (tally.containerName.isEmpty() || tally.containerName.equals("<NA>")
                          ? ends.container
                          : tally.containerName));
      return new Link(
          ends.incoming,
          ends.incoming ? ends.address : program,
          (ends.incoming ? program : ends.address) + ":" + ends.port,
          ends.protocol,
          tally.connections,
          tally.refused,
          tally.dropped,
          tally.pending,
          tally.sent,
          tally.received,
          tally.errors,
          Arrays.stream(tally.slices).boxed().toList(),
          ends.filter());
    }
  }
}
