package dev.creance.corpus;

import dev.creance.corpus.segment.Head;
import dev.creance.corpus.segment.SegmentBuilder;
import dev.creance.corpus.segment.SegmentMeta;
import dev.creance.corpus.segment.SegmentWriter;
import dev.creance.events.Event;
import dev.creance.events.scap.CaptureException;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.MachineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Imports captures into a corpus. A capture is there wholly or not at all: its segments count only
 * from the moment that the manifest names them, and that is replaced in one step. A capture that is
 * in the corpus already, by digest, is passed over. One import goes on in a corpus at a time.
 *
 * <p>Decompression, state and columns, and the encoding of finished segments run side by side.
 */
public final class CorpusImporter {
  /** A segment ends at this many events, or before when it takes too much memory. */
  private static final int SEGMENT_EVENTS = 1 << 21;

  private static final long SEGMENT_MEMORY = 160L << 20;

  private final Path corpus;
  private final ImportOptions options;
  private final ImportProgress progress;

  public CorpusImporter(Path corpus, ImportOptions options, ImportProgress progress) {
    this.corpus = corpus;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Imports a capture. One that is there already gets the labels that it has not yet.
   *
   * @throws CaptureException when it is no capture; one that is damaged further on is imported as
   *     far as it can be read, and says so in its entry
   * @throws IOException when the corpus cannot be written, or another import into it goes on
   */
  public Imported add(Path capture) throws IOException, InterruptedException {
    boolean made = !Files.exists(corpus);
    Files.createDirectories(corpus);
    boolean done = false;
    try (ImportLock lock = ImportLock.of(corpus)) {
      Imported imported = addLocked(capture);
      done = true;
      return imported;
    } finally {
      if (!done && made) {
        removeEmptyCorpus();
      }
    }
  }

  private Imported addLocked(Path capture) throws IOException, InterruptedException {
    Manifest manifest = Manifest.exists(corpus) ? Manifest.read(corpus) : Manifest.empty();
    String digest = Digests.sha256(capture);
    for (Manifest.Capture known : manifest.captures()) {
      if (known.digest().equals(digest)
          && known.containerEngines().equals(options.containerEngines())) {
        return new Imported(known, false, addLabels(manifest, manifest.captures(), known));
      }
    }
    removeLeftovers(manifest);
    Run run = new Run(capture, digest, manifest);
    boolean done = false;
    try {
      Manifest.Capture added = run.run();
      checkUnchanged(manifest, added);
      List<Manifest.Capture> captures = new ArrayList<>(manifest.captures());
      captures.add(added);
      int labels = addLabels(manifest, captures, added);
      done = true;
      return new Imported(added, true, labels);
    } finally {
      if (!done) {
        run.deleteWritten();
      }
    }
  }

  /** Writes the manifest with the labels that it does not have yet; gives how many they are. */
  private int addLabels(Manifest manifest, List<Manifest.Capture> captures, Manifest.Capture of)
      throws IOException {
    List<Label> labels = new ArrayList<>(manifest.labels());
    for (Label label : options.labelling().of(of)) {
      if (!labels.contains(label)) {
        labels.add(label);
      }
    }
    int added = labels.size() - manifest.labels().size();
    if (added > 0 || captures.size() > manifest.captures().size()) {
      try {
        new Manifest(Manifest.VERSION, captures, labels).write(corpus);
      } catch (IOException e) {
        throw cannotWrite(e);
      }
    }
    return added;
  }

  private IOException cannotWrite(IOException cause) {
    return new IOException(
        corpus + ": cannot write the corpus: " + cause.getMessage() + "; nothing was added", cause);
  }

  /** Locks of files are advice: whoever changed the corpus meanwhile comes first. */
  private void checkUnchanged(Manifest before, Manifest.Capture added) throws IOException {
    Manifest now = Manifest.exists(corpus) ? Manifest.read(corpus) : Manifest.empty();
    boolean whole =
        added.segments().stream()
            .allMatch(segment -> Files.isRegularFile(corpus.resolve(segment.file())));
    if (!whole || !now.equals(before)) {
      throw new IOException(
          corpus + ": the corpus was changed while this import went on; nothing was added");
    }
  }

  /** An import that failed leaves no folder behind that it made. */
  private void removeEmptyCorpus() throws IOException {
    try (var files = Files.list(corpus)) {
      if (files.allMatch(file -> file.endsWith(ImportLock.FILE))) {
        Files.deleteIfExists(corpus.resolve(ImportLock.FILE));
        Files.delete(corpus);
      }
    }
  }

  /** Files of an import that did not end. */
  private void removeLeftovers(Manifest manifest) throws IOException {
    Set<String> known = new HashSet<>();
    for (Manifest.Capture capture : manifest.captures()) {
      capture.segments().forEach(segment -> known.add(segment.file()));
    }
    try (var files = Files.list(corpus)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".segment") && !known.contains(name)
            || name.equals(Manifest.FILE + ".new")) {
          Files.delete(file);
        }
      }
    }
  }

  /** One capture being imported. */
  private final class Run {
    private final Path capture;
    private final String digest;
    private final int firstSegment;
    private final MachineState state;
    private final HeadRecorder head;
    private final Event event;
    private final List<Manifest.SegmentFile> written = new ArrayList<>();
    private final Set<String> containers = new HashSet<>();
    private String lastContainer = "";
    private final ExecutorService encoder =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("creance-import-encode").factory());
    private @Nullable Future<Manifest.SegmentFile> encoding;
    private SegmentBuilder segment;

    /** The one that is being encoded, or was. */
    private SegmentBuilder other;

    private long segmentFirstTime;
    private Head segmentHead = Head.NONE;
    private long previousTime;
    private long segmentPreviousTime;
    private long captureFirstTime;
    private long lastTime;
    private long shown;
    private long hidden;
    private int ordinal;

    Run(Path capture, String digest, Manifest manifest) {
      this.capture = capture;
      this.digest = digest;
      this.firstSegment =
          manifest.captures().stream()
              .flatMap(known -> known.segments().stream())
              .mapToInt(file -> Integer.parseInt(file.file().split("\\.", 2)[0]) + 1)
              .max()
              .orElse(1);
      this.state = new MachineState(options.state());
      this.head = new HeadRecorder(state);
      this.event = state.scope().event;
      this.segment = new SegmentBuilder(state);
      this.other = new SegmentBuilder(state);
    }

    Manifest.Capture run() throws IOException, InterruptedException {
      String damage = "";
      long unknown = 0;
      long total = Files.size(capture);
      try (CaptureReader reader = CaptureReader.open(capture, head)) {
        try {
          while (reader.next(event)) {
            if (head.fresh() && segment.size() > 0) {
              // Another capture begins in the same file: a segment has one head.
              finishSegment();
            }
            take(state.process(event));
            if ((event.number() & 0xFFFF) == 0) {
              progress.at(reader.filePosition(), total, event.number());
            }
          }
        } catch (CaptureException e) {
          damage = String.valueOf(e.getMessage());
        }
        unknown = reader.counts().unknown();
        finishSegment();
        await();
      } finally {
        // Whoever deletes what was written must know that nothing more comes.
        encoder.close();
      }
      progress.at(total, total, shown + hidden);
      return new Manifest.Capture(
          capture.getFileName().toString(),
          digest,
          total,
          head.hostName(),
          options.containerEngines(),
          shown,
          hidden,
          unknown,
          -1,
          captureFirstTime,
          lastTime,
          containers.size(),
          damage,
          "0.1.0",
          written);
    }

    @SuppressWarnings("ReferenceEquality") // another text object is looked at, even an equal one
    private void take(boolean visible) throws IOException, InterruptedException {
      EventScope scope = state.scope();
      if (segment.size() == 0) {
        segmentFirstTime = event.timestamp();
        segmentPreviousTime = previousTime;
        segmentHead = head.take();
      }
      segment.add(scope, visible);
      lastTime = event.timestamp();
      if (visible) {
        shown++;
        previousTime = lastTime;
        if (scope.thread != null && scope.thread.containerId != lastContainer) {
          seen(scope.thread.containerId);
        }
      } else {
        hidden++;
      }
      if (segment.size() >= SEGMENT_EVENTS || segment.memory() >= SEGMENT_MEMORY) {
        finishSegment();
      }
    }

    /** Threads of a container share its text, so that most events are of the one seen last. */
    private void seen(String container) {
      lastContainer = container;
      if (!container.isEmpty()) {
        containers.add(container);
      }
    }

    private void finishSegment() throws IOException, InterruptedException {
      if (segment.size() == 0) {
        return;
      }
      await();
      captureFirstTime = state.scope().firstTimestamp;
      SegmentBuilder finished = segment;
      SegmentMeta meta =
          new SegmentMeta(
              capture.getFileName().toString(),
              digest,
              head.hostName(),
              ordinal,
              finished.firstNumber(),
              finished.size(),
              segmentFirstTime,
              lastTime,
              captureFirstTime,
              segmentPreviousTime,
              state.containerEngines());
      String name = "%06d.segment".formatted(firstSegment + ordinal);
      Head ofSegment = segmentHead;
      ordinal++;
      encoding =
          encoder.submit(() -> {
            long length =
                SegmentWriter.write(finished, corpus.resolve(name), meta.toJson(), ofSegment);
            finished.clear();
            return new Manifest.SegmentFile(name, length);
          });
      segment = other;
      other = finished;
      segment.begin(ordinal);
    }

    private void await() throws IOException, InterruptedException {
      Future<Manifest.SegmentFile> pending = encoding;
      encoding = null;
      if (pending == null) {
        return;
      }
      try {
        written.add(pending.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cannotWrite(cause);
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    void deleteWritten() throws IOException {
      for (int i = 0; i <= ordinal; i++) {
        Files.deleteIfExists(corpus.resolve("%06d.segment".formatted(firstSegment + i)));
      }
    }
  }
}
