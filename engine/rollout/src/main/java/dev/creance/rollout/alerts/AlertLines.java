package dev.creance.rollout.alerts;

import dev.creance.catalogue.SeenAlert;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files of alerts: JSON lines, plain or gzipped, read one line at a time. */
final class AlertLines {
  /** No alert is longer; a file without line breaks must not fill the memory. */
  static final int LONGEST = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private AlertLines() {}

  /** What is done with each alert. */
  @FunctionalInterface
  interface Sink {
    void take(SeenAlert alert) throws IOException;
  }

  /**
   * Gives every alert of a file to a sink.
   *
   * @return what was read, and what was not
   * @throws IOException when the file cannot be read at all, or the sink fails
   */
  static AlertFile read(Path file, Sink sink) throws IOException {
    try (InputStream in = open(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER)) {
      long alerts = 0;
      long unreadable = 0;
      StringBuilder line = new StringBuilder();
      try {
        while (next(lines, line)) {
          Optional<SeenAlert> alert = Optional.empty();
          if (line.length() <= LONGEST) {
            String text = line.toString();
            if (text.isBlank()) {
              continue;
            }
            alert = ProductionAlert.parse(text);
          }
          if (alert.isPresent()) {
            sink.take(alert.get());
            alerts++;
          } else {
            unreadable++;
          }
        }
        return new AlertFile(file, alerts, unreadable, "");
      } catch (EOFException | ZipException e) {
        // A log that was cut off while it was compressed; what came before it counts.
        return new AlertFile(file, alerts, unreadable, "its compressed data is damaged or cut off");
      }
    }
  }

  /** Reads a line; of one that is too long, as much as shows that it is. */
  private static boolean next(BufferedReader lines, StringBuilder line) throws IOException {
    line.setLength(0);
    int c = lines.read();
    if (c < 0) {
      return false;
    }
    for (; c >= 0 && c != '\n'; c = lines.read()) {
      if (line.length() <= LONGEST) {
        line.append((char) c);
      }
    }
    return true;
  }

  /** By the file's first bytes: rotated logs have all kinds of names. */
  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
      in.reset();
      return gzip ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      in.close();
      throw e instanceof EOFException || e instanceof ZipException
          ? new IOException(file + ": its compressed data is damaged or cut off", e)
          : e;
    }
  }
}
