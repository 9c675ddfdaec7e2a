package dev.creance.corpus;

import dev.creance.corpus.format.SectionFile;
import dev.creance.corpus.format.SectionFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
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
  }

  /** A segment file, with its length as a first check. */
  public record SegmentFile(String file, long length) {}

  static Manifest empty() {
    return new Manifest(VERSION, List.of(), List.of());
  }

  static boolean exists(Path corpus) {
    return Files.isRegularFile(corpus.resolve(FILE));
  }

  static Manifest read(Path corpus) throws IOException {
    try (SectionFile file = new SectionFile(corpus.resolve(FILE))) {
      return JSON.readValue(new String(file.read(SECTION), StandardCharsets.UTF_8), Manifest.class);
    }
  }

  /** Replaces the manifest at once: a reader finds the old one or this one. */
  void write(Path corpus) throws IOException {
    Path temporary = corpus.resolve(FILE + ".new");
    Files.deleteIfExists(temporary);
    try (SectionFileWriter out = new SectionFileWriter(temporary, 3)) {
      out.section(SECTION, JSON.writeValueAsBytes(this));
      out.finish();
    }
    Files.move(
        temporary,
        corpus.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
