package dev.creance.release.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a registry does, asking it ends. */
@Timeout(60)
class RegistryFaultsTest {
  private static final int ATTEMPTS = 2;
  private static final Duration SLACK = Duration.ofSeconds(5); // for a busy machine
  private static final byte[] CONTENT =
      "{\"schemaVersion\":2}".repeat(500).getBytes(StandardCharsets.US_ASCII);

  /** What goes wrong. */
  private enum Fault {
    /** Accepts, and never answers. */
    SILENT,
    /** Sends a head, and nothing behind it. */
    SILENT_BODY,
    /** Sends byte by byte. */
    DRIPPING,
    /** Sends the next byte at each request, and nothing behind it. */
    BYTE_A_REQUEST,
    /** Ends in the middle. */
    SHORT,
    /** Sends more than was asked for. */
    LONG
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private volatile Fault fault = Fault.SILENT;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (fault == Fault.SILENT) {
        Thread.sleep(Long.MAX_VALUE);
      }
      exchange.sendResponseHeaders(
          range == null ? 200 : 206, fault == Fault.LONG ? 0 : CONTENT.length - from);
      OutputStream out = exchange.getResponseBody();
      switch (fault) {
        case SILENT, SILENT_BODY -> {}
        case DRIPPING -> {
          for (int i = from; i < CONTENT.length; i++) {
            out.write(CONTENT[i]);
            out.flush();
            Thread.sleep(20);
          }
        }
        case BYTE_A_REQUEST -> out.write(CONTENT[from]);
        case SHORT -> {
          out.write(CONTENT, from, 1);
          out.flush();
          return;
        }
        case LONG -> {
          while (true) {
            out.write(CONTENT);
          }
        }
      }
      out.flush();
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SILENT         |   400 | MANIFEST | cannot be reached
          SILENT         |   400 | BLOB     | cannot be reached
          SILENT_BODY    |   400 | MANIFEST | too slowly
          SILENT_BODY    |   400 | BLOB     | too slowly
          DRIPPING       |   400 | MANIFEST | too slowly
          DRIPPING       |   400 | BLOB     | too slowly
          BYTE_A_REQUEST |   400 | MANIFEST | too slowly
          BYTE_A_REQUEST |   400 | BLOB     | too slowly
          SHORT          | 10000 | MANIFEST | cannot be reached
          LONG           | 10000 | MANIFEST | longer than
          LONG           | 10000 | BLOB     | longer than
          """)
  void endsInTimeWithAReason(Fault wrong, long timeoutMillis, String asked, String message) {
    fault = wrong;
    Duration timeout = Duration.ofMillis(timeoutMillis);
    RegistryOptions options =
        new RegistryOptions(Credentials.NONE, false, timeout, ATTEMPTS, Duration.ofMillis(10));
    Reference at = Reference.parse("127.0.0.1:" + server.getAddress().getPort() + "/rules/web:1");
    try (Registry registry = new Registry(options)) {
      ThrowingCallable call =
          asked.equals("BLOB")
              ? () -> registry.blob(at, Descriptor.of("x/y", CONTENT))
              : () -> registry.manifest(at);
      long began = System.nanoTime();
      Throwable problem = catchThrowable(call);
      assertThat(problem).isInstanceOf(IOException.class).hasMessageContaining(message);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isLessThan(timeout.multipliedBy(2 * ATTEMPTS).plus(SLACK));
    }
  }
}
