package dev.creance.workbench.terminal;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The two streams of a command: data on {@link #out()}, all else (progress, summaries, problems) on
 * {@link #err()}. Text is UTF-8.
 *
 * <p>{@code out} is buffered bytes and is not flushed line by line. A reader that goes away ({@code
 * creance … | head}) surfaces as {@link OutputClosed}.
 */
public final class Terminal implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final PrintStream err;
  private final boolean outStyled;
  private final boolean errStyled;
  private final int columns;

  /**
   * @param outStyled whether standard output shows styles
   * @param errStyled whether standard error shows styles and can redraw a line
   * @param columns the width of the terminal, in characters
   */
  public Terminal(
      OutputStream out, OutputStream err, boolean outStyled, boolean errStyled, int columns) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.outStyled = outStyled;
    this.errStyled = errStyled;
    this.columns = columns;
  }

  /**
   * The process's own streams. Which of them are terminals is told by the launcher through the
   * system properties {@code creance.terminal.*}; {@code NO_COLOR} switches styles off.
   */
  public static Terminal system() {
    boolean colours = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        colours && Boolean.getBoolean("creance.terminal.out"),
        colours && Boolean.getBoolean("creance.terminal.err"),
        Integer.getInteger("creance.terminal.columns", 100));
  }

  /** Where data go, as bytes. */
  public OutputStream out() {
    return out;
  }

  /** Where everything else goes, as text. */
  public PrintStream err() {
    return err;
  }

  /** The terminal's width, or a readable one where there is none. */
  public int columns() {
    return columns;
  }

  /** Whether standard error is a terminal on which a line can be drawn again. */
  public boolean redrawable() {
    return errStyled;
  }

  /** Styles for text on standard output. */
  public Ink outInk() {
    return new Ink(outStyled);
  }

  /** Styles for text on standard error. */
  public Ink errInk() {
    return new Ink(errStyled);
  }

  /** Writes a line of text to standard output. */
  public void print(String line) {
    write(line.getBytes(StandardCharsets.UTF_8));
    write(new byte[] {'\n'});
  }

  /** Writes bytes to standard output. */
  public void write(byte[] bytes) {
    write(stream -> stream.write(bytes));
  }

  /** Lets something write itself to standard output. */
  public void write(Writable writable) {
    try {
      writable.writeTo(out);
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }

  /** Something that writes itself to a stream. */
  @FunctionalInterface
  public interface Writable {
    void writeTo(OutputStream stream) throws IOException;
  }

  /** Hands on what is buffered. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }

  @Override
  public void close() {
    flush();
    err.flush();
  }

  /** Standard output takes no more, usually because the next program of a pipe has ended. */
  public static final class OutputClosed extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputClosed(IOException cause) {
      super(cause);
    }
  }
}
