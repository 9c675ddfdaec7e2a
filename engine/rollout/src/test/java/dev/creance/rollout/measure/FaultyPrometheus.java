package dev.creance.rollout.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens where a Prometheus should, and answers as a broken one does. */
public final class FaultyPrometheus implements AutoCloseable {
  private static final String BODY =
      """
      {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"instance":"a"},\
      "values":[[1000,"1"],[1001,"2"]]}]}}\
      """;
  private static final String TYPE = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final int DRIP_MILLIS = 20;

  /** What goes wrong. */
  public enum Fault {
    /** Nothing: to see that the others fail for their fault. */
    NONE,
    /** Accepts, and never sends. */
    SILENT,
    /** Sends its head byte by byte. */
    DRIPPING_HEAD,
    /** Sends its head, and nothing behind it. */
    SILENT_BODY,
    /** Sends a body byte by byte, for ever. */
    DRIPPING_BODY,
    /** Refuses, and says why byte by byte, for ever. */
    DRIPPING_REFUSAL,
    /** Sends fewer bytes than it announced. */
    SHORT,
    /** Ends within a chunk. */
    SHORT_CHUNK,
    /** Announces no length, and ends in the middle. */
    SHORT_TEXT,
    /** Announces more than anybody takes, and sends it. */
    LONG,
    /** Announces nothing and sends for ever, quickly. */
    ENDLESS,
    /** Closes without a word. */
    CLOSED
  }

  private final Fault fault;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public FaultyPrometheus(Fault fault) throws IOException {
    this.fault = fault;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      readRequest(socket.getInputStream());
      answer(socket.getOutputStream());
    } catch (IOException e) {
      // Whoever asked has had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    StringBuilder read = new StringBuilder();
    while (!read.toString().contains("&step=")) {
      int count = in.read(buffer);
      if (count < 0) {
        return;
      }
      read.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
    }
  }

  private void answer(OutputStream out) throws IOException, InterruptedException {
    switch (fault) {
      case NONE -> write(out, TYPE + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY);
      case SILENT -> Thread.sleep(Long.MAX_VALUE);
      case DRIPPING_HEAD -> drip(out, TYPE + "X: ");
      case SILENT_BODY -> {
        write(out, TYPE + "Content-Length: " + BODY.length() + "\r\n\r\n");
        Thread.sleep(Long.MAX_VALUE);
      }
      case DRIPPING_BODY -> {
        write(out, TYPE + "Content-Length: 1000000\r\n\r\n");
        drip(out, BODY);
      }
      case DRIPPING_REFUSAL -> {
        write(out, "HTTP/1.1 503 Busy\r\nContent-Length: 1000000\r\n\r\n");
        drip(out, "busy");
      }
      case SHORT -> write(out, TYPE + "Content-Length: " + (BODY.length() + 1) + "\r\n\r\n" + BODY);
      case SHORT_CHUNK -> write(out, TYPE + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + BODY);
      case SHORT_TEXT -> write(out, TYPE + "\r\n" + BODY.substring(0, BODY.length() - 3));
      case LONG -> {
        write(out, TYPE + "Content-Length: 100000000000\r\n\r\n" + BODY);
        flood(out);
      }
      case ENDLESS -> {
        write(out, TYPE + "\r\n" + BODY);
        flood(out);
      }
      case CLOSED -> {}
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void flood(OutputStream out) throws IOException {
    while (true) {
      write(out, " ".repeat(10_000));
    }
  }

  private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      out.write(i < text.length() ? text.charAt(i) : ' ');
      Thread.sleep(DRIP_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
