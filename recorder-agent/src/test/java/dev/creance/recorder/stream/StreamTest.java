package dev.creance.recorder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.state.Options;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.recorder.SilentLog;
import dev.creance.recorder.alert.Alert;
import dev.creance.recorder.alert.AlertOutput;
import dev.creance.recorder.capture.Chunk;
import dev.creance.recorder.capture.RecordingLog;
import dev.creance.recorder.detect.ArmedRules;
import dev.creance.recorder.detect.CaptureSource;
import dev.creance.recorder.detect.Detector;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording of the corpora, served block by block as if it were made now. */
@Timeout(120)
class StreamTest {
  private static final Path CAPTURE = Path.of("../corpora/attacks/capture.scap.gz");
  private static final RecordingLog SILENT = new SilentLog();

  @TempDir private Path folder;

  /** Keeps the texts of alerts. */
  private static class Kept implements AlertOutput {
    final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "kept";
    }

    @Override
    public void accept(Alert alert) throws IOException {
      texts.add(alert.rule() + alert.json());
    }

    @Override
    public Counts counts() {
      return new Counts(texts.size(), 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
  }

  /** Rules that see every event, told apart by a name. */
  private static ArmedRules everything(String name) throws Exception {
    String yaml =
        """
        - rule: %s
          desc: all
          condition: evt.num >= 0
          output: "%%evt.rawtime %%evt.cpu %%evt.type"
          priority: INFO
        """
            .formatted(name);
    return ArmedRules.load(name, List.of(new SourceFile("r.yaml", yaml)), Matching.FIRST);
  }

  private static ArmedRules stock() throws Exception {
    Path file = Path.of("../corpora/rules/falco_rules.yaml");
    return ArmedRules.load(
        "stock", List.of(new SourceFile(file.toString(), Files.readString(file))), Matching.FIRST);
  }

  private static Detector detector(Kept kept, ArmedRules rules) {
    Detector detector = new Detector(Options.defaults(), "node", List.of(kept));
    detector.use(rules);
    return detector;
  }

  private static List<String> replayed(ArmedRules rules) throws Exception {
    Kept kept = new Kept();
    new CaptureSource(CAPTURE).run(detector(kept, rules), () -> false);
    return kept.texts;
  }

  private EventServer serve(CutCapture cut, long capacity) throws IOException {
    return EventServer.start(
        folder.resolve("socket"),
        "",
        capacity,
        out -> out.write(cut.head()),
        null,
        () -> 7,
        SILENT);
  }

  private Thread start(Detector detector, AtomicBoolean stop) {
    return start(new StreamSource(folder.resolve("socket"), SILENT), detector, stop);
  }

  private static Thread start(StreamSource source, Detector detector, AtomicBoolean stop) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            source.run(detector, stop::get);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Lets the server make its head, as the recorder does while it writes. */
  private static void idleUntil(EventServer server, java.util.function.BooleanSupplier done)
      throws Exception {
    while (!done.getAsBoolean()) {
      server.idle();
      Thread.sleep(5);
    }
  }

  private static String metrics(Detector detector) {
    var page = new dev.creance.recorder.metrics.MetricsText();
    detector.tell(page);
    return page.toString();
  }

  @Test
  void theOtherProcessSeesTheSameAlerts() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    Kept kept = new Kept();
    AtomicBoolean stop = new AtomicBoolean();
    Detector detector = detector(kept, stock());
    try (EventServer server = serve(cut, 64 << 10)) {
      Thread thread = start(detector, stop);
      idleUntil(server, () -> detector.rules() != null && server.attended());
      for (int at = 0; at < cut.events().size(); at += 100) {
        server.write(cut.chunk(at, Math.min(cut.events().size(), at + 100)));
      }
      idleUntil(server, () -> metrics(detector).contains("event_sequence " + cut.events().size()));
      idleUntil(server, () -> metrics(detector).contains("events_dropped_total 7"));
      stop.set(true);
      thread.join();
      assertThat(metrics(detector)).contains("events_unseen_total 0");
    }
    assertThat(kept.texts).isNotEmpty().containsExactlyElementsOf(replayed(stock()));
  }

  /** Detectors come and go, each swaps its rules meanwhile: every event is evaluated. */
  @Test
  void noEventIsUnseenAcrossDetectorsThatDie() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    TreeSet<String> seen = new TreeSet<>();
    try (EventServer server = serve(cut, 64 << 20)) {
      int at = 0;
      boolean last = false;
      for (int round = 0; !last; round++) {
        last = at + 2_500 >= cut.events().size();
        Kept kept = new Kept();
        Detector detector = detector(kept, everything("first"));
        AtomicBoolean stop = new AtomicBoolean();
        Thread thread = start(detector, stop);
        idleUntil(server, server::attended);
        int end = last ? cut.events().size() : at + 2_500;
        for (; at < end; at += 50) {
          server.write(cut.chunk(at, Math.min(end, at + 50)));
          if (at % 500 == 0) {
            detector.use(everything("other"));
          }
        }
        at = end;
        if (last) {
          idleUntil(
              server, () -> metrics(detector).contains("event_sequence " + cut.events().size()));
        }
        stop.set(true); // in the middle of what was written: the rest comes to the next one
        thread.join();
        kept.texts.forEach(text -> seen.add(text.replaceAll("^.*\"output\":\"[^ ]* Info", "")));
      }
      assertThat(server.lostOnTheWay()).isZero();
    }
    TreeSet<String> all = new TreeSet<>();
    replayed(everything("first"))
        .forEach(text -> all.add(text.replaceAll("^.*\"output\":\"[^ ]* Info", "")));
    assertThat(times(seen)).containsAll(times(all));
  }

  /** The connection breaks again and again; what was not answered for comes again each time. */
  @Test
  void eventsThatComeAgainAreEvaluatedOnce() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    Kept kept = new Kept();
    Detector detector = detector(kept, everything("all"));
    StreamSource source = new StreamSource(folder.resolve("socket"), SILENT);
    try (EventServer server = serve(cut, 64 << 20)) {
      int at = 0;
      for (int round = 0; round < 12; round++) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread thread = start(source, detector, stop);
        idleUntil(server, server::attended);
        for (int end = at + 1_000; at < end; at += 100) {
          server.write(cut.chunk(at, at + 100));
        }
        long before = detector.events();
        idleUntil(server, () -> detector.events() > before);
        stop.set(true); // while it evaluates
        thread.join();
        idleUntil(server, () -> !server.attended());
      }
      AtomicBoolean stop = new AtomicBoolean();
      Thread thread = start(source, detector, stop);
      idleUntil(server, () -> metrics(detector).contains("event_sequence 12000\n"));
      stop.set(true);
      thread.join();
    }
    assertThat(metrics(detector)).contains("events_total 12000\n", "events_unseen_total 0\n");
    assertThat(kept.texts.stream().map(StreamTest::time))
        .containsExactlyElementsOf(
            replayed(everything("all")).stream().limit(12_000).map(StreamTest::time).toList());
  }

  /** Outputs fail in the middle of a frame: the part of it that was evaluated is not again. */
  @Test
  void aFrameThatFailedGoesOnWhereItFailed() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    List<String> times = new CopyOnWriteArrayList<>();
    AtomicBoolean failed = new AtomicBoolean();
    Kept output =
        new Kept() {
          @Override
          public void accept(Alert alert) throws IOException {
            if (times.size() == 50 && !failed.getAndSet(true)) {
              throw new IOException("no space left on device");
            }
            times.add(time(alert.json()));
          }
        };
    AtomicBoolean stop = new AtomicBoolean();
    Detector detector = detector(output, everything("all"));
    Thread thread = start(detector, stop);
    connection(cut, 1, 0, 0, 100, 0);
    connection(cut, 1, 0, 0, 100, 0);
    connection(cut, 1, 100, 0, 0, 0);
    stop.set(true);
    thread.join();
    assertThat(failed).isTrue();
    assertThat(metrics(detector)).contains("events_again_total 50\n");
    assertThat(times)
        .containsExactlyElementsOf(
            replayed(everything("all")).stream().limit(100).map(StreamTest::time).toList());
  }

  private static TreeSet<String> times(Iterable<String> texts) {
    TreeSet<String> times = new TreeSet<>();
    for (String text : texts) {
      times.add(time(text));
    }
    return times;
  }

  private static String time(String text) {
    return text.replaceAll(".*\"evt.rawtime\":(\\d+).*", "$1");
  }

  @Test
  void whatIsThrownAwayIsCounted() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    AtomicBoolean stop = new AtomicBoolean();
    try (EventServer server = serve(cut, 100_000)) {
      Kept none = new Kept();
      Thread thread = start(detector(none, stock()), stop);
      idleUntil(server, server::attended);
      stop.set(true);
      thread.join();
      idleUntil(server, () -> !server.attended());
      server.idle();
      for (int at = 0; at < 10_000; at += 100) {
        server.write(cut.chunk(at, at + 100));
      }
      assertThat(server.lostOnTheWay()).isPositive();
      AtomicBoolean stopped = new AtomicBoolean();
      Detector second = detector(new Kept(), stock());
      Thread again = start(second, stopped);
      idleUntil(server, server::attended);
      server.write(cut.chunk(10_000, 10_100));
      idleUntil(server, () -> metrics(second).contains("event_sequence 10100"));
      idleUntil(
          server,
          () -> metrics(second).contains("events_unseen_total " + server.lostOnTheWay() + "\n"));
      stopped.set(true);
      again.join();
    }
  }

  @Test
  void noEventOfTheStreamIsUnseenAcrossSwaps() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    Kept kept = new Kept();
    AtomicBoolean stop = new AtomicBoolean();
    Detector detector = detector(kept, everything("r0"));
    List<Long> began = new CopyOnWriteArrayList<>();
    try (EventServer server = serve(cut, 64 << 10)) {
      Thread thread = start(detector, stop);
      idleUntil(server, server::attended);
      for (int at = 0; at < cut.events().size(); at += 100) {
        if (at % 1_000 == 0) {
          // While what was written before is on its way.
          detector.use(everything("r" + at), began::add);
        }
        server.write(cut.chunk(at, Math.min(cut.events().size(), at + 100)));
      }
      idleUntil(server, () -> metrics(detector).contains("event_sequence " + cut.events().size()));
      stop.set(true);
      thread.join();
    }
    assertThat(began).hasSizeGreaterThan(2).isSorted();
    assertThat(metrics(detector)).contains("events_unseen_total 0\n");
    assertThat(kept.texts.stream().map(StreamTest::time))
        .as("each event by exactly one ruleset, in its order")
        .containsExactlyElementsOf(
            replayed(everything("r")).stream().map(StreamTest::time).toList());
  }

  /** A recorder starts, gives a head and blocks under numbers of its own choice, and goes. */
  private void connection(CutCapture cut, long run, long head, long first, int blocks, long lost)
      throws IOException {
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
      try (SocketChannel channel = listener.accept()) {
        Files.delete(socket);
        channel.write(ByteBuffer.wrap(Frame.GREETING));
        channel.write(Frame.buffer(8).putLong(run).flip());
        send(channel, new Frame(Frame.HEAD, cut.head().length, 0, 0), cut.head());
        send(channel, new Frame(Frame.HEAD_END, 0, head, 0), new byte[0]);
        if (blocks > 0) {
          Chunk chunk = cut.chunk(0, blocks);
          Frame events = new Frame(Frame.EVENTS, chunk.length(), first, chunk.events());
          send(channel, events, chunk.bytes());
          if (channel.read(Frame.buffer(8)) < 0) {
            return; // no answer, for it failed
          }
        }
        byte[] counts = Frame.buffer(Frame.COUNTS_BYTES).putLong(3).putLong(lost).array();
        send(channel, new Frame(Frame.COUNTS, counts.length, 0, 0), counts);
      }
    }
  }

  private static void send(SocketChannel channel, Frame frame, byte[] payload) throws IOException {
    channel.write(frame.toBytes());
    ByteBuffer bytes = ByteBuffer.wrap(payload, 0, frame.length());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Before each of these a connection of run 1: events 1000 to 1099, head at 1000. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what it is                                | run | head | first | blocks | lost | unseen | evaluated
          goes on where it was                      |   1 | 1100 |  1100 |    100 |    0 |      0 |       200
          events that were seen come again          |   1 | 1040 |  1040 |    100 |    0 |      0 |       140
          some come again, then there is a gap      |   1 | 1040 |  1120 |    100 |    0 |     20 |       200
          a gap before the head                     |   1 | 1130 |  1130 |    100 |    0 |     30 |       200
          a gap that nothing follows yet            |   1 | 1130 |     0 |      0 |    0 |     30 |       100
          gaps before and behind the head           |   1 | 1130 |  1140 |    100 |    0 |     40 |       200
          a gap that the recorder counted, too      |   1 | 1130 |  1130 |    100 |   30 |     30 |       200
          a loss that is not a gap yet              |   1 | 1100 |  1100 |    100 |    7 |      7 |       200
          another run, seen from its beginning      |   2 |    0 |     0 |    100 |    0 |      0 |       200
          another run, at a lower number            |   2 |   50 |    50 |    100 |    0 |     50 |       200
          another run, at the same number           |   2 | 1100 |  1100 |    100 |    0 |   1100 |       200
          another run, at a higher number           |   2 | 2000 |  2000 |    100 |    0 |   2000 |       200
          another run with a gap that it counted    |   2 |   50 |    60 |    100 |   10 |     60 |       200
          another run, its number is a negative one |  -2 |    0 |     0 |    100 |    0 |      0 |       200
          """,
      useHeadersInDisplayName = true)
  void aRestartIsToldFromALoss(
      String what,
      long run,
      long head,
      long first,
      int blocks,
      long lost,
      long unseen,
      long evaluated)
      throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    AtomicBoolean stop = new AtomicBoolean();
    Detector detector = detector(new Kept(), stock());
    Thread thread = start(detector, stop);
    connection(cut, 1, 1000, 1000, 100, 0);
    connection(cut, run, head, first, blocks, lost);
    connection(cut, run, blocks == 0 ? head : first + blocks, 0, 0, lost); // the counts have come
    stop.set(true);
    thread.join();
    assertThat(metrics(detector))
        .as(what)
        .contains("events_unseen_total " + unseen + "\n")
        .contains("events_total " + evaluated + "\n")
        .contains("events_dropped_total " + (run == 1 ? 3 : 6) + "\n");
  }

  @Test
  void lossesOfAllRunsAddUp() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    AtomicBoolean stop = new AtomicBoolean();
    Detector detector = detector(new Kept(), stock());
    Thread thread = start(detector, stop);
    connection(cut, 1, 500, 500, 100, 4); // 4 by an earlier detector
    connection(cut, 2, 0, 10, 100, 10); // 10
    connection(cut, 1, 30, 30, 100, 0); // 30, for who knows what it is: no run comes back
    connection(cut, 1, 130, 0, 0, 0);
    stop.set(true);
    thread.join();
    assertThat(metrics(detector)).contains("events_unseen_total 44\n");
  }

  /** The socket is the same, the recorder and its numbers are not. */
  @Test
  void aDetectorGoesOnWithARecorderThatWasStartedAnew() throws Exception {
    CutCapture cut = CutCapture.of(CAPTURE);
    AtomicBoolean stop = new AtomicBoolean();
    Detector detector = detector(new Kept(), stock());
    Thread thread = start(detector, stop);
    for (int run = 1; run <= 3; run++) {
      try (EventServer server = serve(cut, 64 << 20)) {
        idleUntil(server, server::attended);
        for (int at = 0; at < 1_000 * run; at += 100) {
          server.write(cut.chunk(at, at + 100));
        }
        String sequence = "event_sequence " + 1_000 * run + "\n";
        idleUntil(server, () -> metrics(detector).contains(sequence));
      }
    }
    stop.set(true);
    thread.join();
    assertThat(metrics(detector))
        .contains("events_unseen_total 0\n", "events_total 6000\n", "events_dropped_total 21\n");
  }

  @Test
  void rulesSwapBetweenTwoEvents() throws Exception {
    Kept kept = new Kept();
    List<Long> began = new ArrayList<>();
    Detector detector = new Detector(Options.defaults(), "node", List.of(kept));
    detector.use(everything("r0"), began::add);
    AtomicBoolean done = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 1; !done.get(); i++) {
                  detector.use(everything("r" + i), began::add);
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    new CaptureSource(CAPTURE).run(detector, () -> false);
    done.set(true);
    swapper.join();
    List<String> alone = replayed(everything("r0"));
    assertThat(kept.texts).as("each event by exactly one ruleset").hasSameSizeAs(alone);
    assertThat(began.size()).isGreaterThan(2);
    assertThat(began).isSorted();
    int last = 0;
    for (String text : kept.texts) {
      int number = Integer.parseInt(text.replaceAll("^r(\\d+)\\{.*", "$1"));
      assertThat(number).as("never back to older rules").isGreaterThanOrEqualTo(last);
      last = number;
    }
  }
}
