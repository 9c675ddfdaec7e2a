package dev.creance.rollout.alerts;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.creance.catalogue.AlertLog;
import dev.creance.catalogue.SeenAlert;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where received alerts go. One alert at a time. */
public interface AlertSink extends Closeable {
  /**
   * Takes an alert; when this returns, it is kept, whatever becomes of this program.
   *
   * @param line its JSON, in one line
   */
  void take(String line, SeenAlert alert) throws IOException;

  @Override
  default void close() throws IOException {}

  /** A workspace, which keeps each alert once; its catalogue is not closed. */
  static AlertSink of(AlertLog log) {
    return (line, alert) -> log.add(List.of(alert));
  }

  /** A file of JSON lines that is appended to. */
  static AlertSink of(Path file) throws IOException {
    boolean cut = cutOff(file);
    OutputStream out = Files.newOutputStream(file, CREATE, APPEND);
    if (cut) {
      // A line that was cut off must not take the next alert with it.
      out.write('\n');
    }
    return new AlertSink() {
      @Override
      public void take(String line, SeenAlert alert) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private static boolean cutOff(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(in.length() - 1);
      return in.read() != '\n';
    }
  }
}
