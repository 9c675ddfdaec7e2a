package dev.creance.recorder.alert;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as lines on a stream, or appended to a file, which is made anew when it was moved away.
 */
public final class LineOutput implements AlertOutput {
  private final String name;
  private final boolean json;
  private final @Nullable Path file;
  private OutputStream out;
  private volatile long sent;

  private LineOutput(String name, boolean json, OutputStream out, @Nullable Path file) {
    this.name = name;
    this.json = json;
    this.out = out;
    this.file = file;
  }

  /** Lines on a stream, which stays open. */
  public static LineOutput stream(String name, OutputStream out, boolean json) {
    return new LineOutput(name, json, out, null);
  }

  /** Lines at the end of a file. */
  public static LineOutput file(Path file, boolean json) throws IOException {
    return new LineOutput("file", json, open(file), file);
  }

  private static OutputStream open(Path file) throws IOException {
    return new FileOutputStream(file.toFile(), true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void accept(Alert alert) throws IOException {
    out.write(((json ? alert.json() : alert.text()) + '\n').getBytes(StandardCharsets.UTF_8));
    out.flush();
    sent++;
  }

  @Override
  public void tick() throws IOException {
    if (file != null && !Files.exists(file)) {
      out.close();
      out = open(file);
    }
  }

  @Override
  public Counts counts() {
    return new Counts(sent, 0, 0, 0, 0, 0);
  }

  @Override
  public void close() throws IOException {
    out.flush();
    if (file != null) {
      out.close();
    }
  }
}
