package dev.creance.corpus;

import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.SectionFile;
import dev.creance.corpus.format.SectionFileWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a corpus consists of. A corpus is what its manifest says: files that it does not name are
 * leftovers of an import that did not end, and are ignored.
 */
public record Manifest(int version, List<Capture> captures, List<Label> labels) {
  static final int VERSION = 1;
  static final String FILE = "manifest";
  private static final String SECTION = "manifest";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Manifest {
    captures = List.copyOf(captures);
    labels = List.copyOf(labels);
  }

  /**
   * An imported capture.
   *
   * @param name the file's name, without folders
   * @param digest SHA-256 of the file, hexadecimal
   * @param bytes its length
   * @param host the recorded machine's name, empty when unknown
   * @param containerEngines as the import was told: {@code all}, {@code none} or a list
   * @param events events that rules see
   * @param hiddenEvents events that only change the state
   * @param unknownEvents events of types that this version does not know, passed over
   * @param dropped events that the recorder says it lost, −1 when it says nothing
   * @param firstTime ns since the epoch
   * @param lastTime ns since the epoch
   * @param containers distinct containers seen
   * @param damage where and how the capture is damaged; empty when it is whole
   * @param importer the version of Creance that imported it
   */
  public record Capture(
      String name,
      String digest,
      long bytes,
      String host,
      String containerEngines,
      long events,
      long hiddenEvents,
      long unknownEvents,
      long dropped,
      long firstTime,
      long lastTime,
      int containers,
      String damage,
      String importer,
      List<SegmentFile> segments) {
    public Capture {
      segments = List.copyOf(segments);
    }

    /** The time from the first to the last event. */
    public long recordedNanos() {
      return Math.max(0, lastTime - firstTime);
    }
  }

  /** A segment file, with its length as a first check. */
  public record SegmentFile(String file, long length) {}

  static Manifest empty() {
    return new Manifest(VERSION, List.of(), List.of());
  }

  static boolean exists(Path corpus) {
    return Files.isRegularFile(corpus.resolve(FILE));
  }

  /**
   * Reads the manifest of a corpus, which tells what is in it without opening its segments.
   *
   * @throws CorpusException when it is damaged, there is none, or it is newer than this version
   */
  public static Manifest read(Path corpus) throws IOException {
    Path path = corpus.resolve(FILE);
    if (!exists(corpus)) {
      throw new CorpusException(
          CorpusException.Kind.NOT_A_CORPUS,
          corpus,
          0,
          Files.exists(corpus)
              ? "no manifest: an import into it did not end, or it is no corpus; import again"
              : "no such corpus: make one with 'creance import CAPTURE --into " + corpus + "'");
    }
    try (SectionFile file = new SectionFile(path)) {
      byte[] json = file.read(SECTION);
      int version = JSON.readTree(json).path("version").asInt(0);
      if (version > VERSION) {
        throw new CorpusException(
            CorpusException.Kind.TOO_NEW,
            path,
            0,
            "manifest version "
                + version
                + ", this Creance reads up to "
                + VERSION
                + ": update Creance");
      }
      return JSON.readValue(json, Manifest.class);
    } catch (JacksonException e) {
      throw new CorpusException(
          CorpusException.Kind.CORRUPT, path, 0, "not a manifest: " + e.getOriginalMessage());
    }
  }

  /** Replaces the manifest at once: a reader finds the old one or this one. */
  void write(Path corpus) throws IOException {
    Path temporary = corpus.resolve(FILE + ".new");
    Files.deleteIfExists(temporary);
    try {
      try (SectionFileWriter out = new SectionFileWriter(temporary, 3)) {
        out.section(SECTION, JSON.writeValueAsBytes(this));
        out.finish();
      }
      Files.move(
          temporary,
          corpus.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    forceFolder(corpus);
  }

  /** The new name reaches the disk, too. */
  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * What the corpus is, whatever its place and its labels: SHA-256 over the captures' digests and
   * what the imports were told, hexadecimal.
   */
  public String digest() {
    StringBuilder all = new StringBuilder();
    captures.stream()
        .map(capture -> capture.digest() + " " + capture.containerEngines() + "\n")
        .sorted()
        .forEach(all::append);
    return Digests.sha256(all.toString());
  }

  /** Events that rules see. */
  public long events() {
    return captures.stream().mapToLong(Capture::events).sum();
  }

  /** The recorded time of all captures together, in ns: what hits are divided by for a rate. */
  public long recordedNanos() {
    return captures.stream().mapToLong(Capture::recordedNanos).sum();
  }
}
