package dev.creance.rollout.measure;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Prometheus's HTTP API: range queries, read as they come. An answer that is cut off, too long or
 * not JSON is an error, never fewer values.
 */
public final class Prometheus implements AutoCloseable {
  private static final int LARGEST = 128 << 20;
  private static final int SHOWN = 300;

  private final HttpClient client;
  private final Duration timeout;
  private final int largest;
  private final JsonFactory json = new JsonFactory();

  /**
   * @param timeout of one query, from the connection to the last byte of the answer
   */
  public Prometheus(Duration timeout) {
    this(timeout, LARGEST);
  }

  /**
   * @param largest how many bytes an answer may have
   */
  Prometheus(Duration timeout, int largest) {
    this.timeout = timeout;
    this.largest = largest;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * A span of time in equal steps, its beginning and its end among them.
   *
   * @param step at least a millisecond
   * @param steps at least 1
   */
  public record Range(Instant start, Duration step, int steps) {
    /** A span in no more than so many steps, each at least {@code least} long. */
    public static Range of(Instant start, Instant end, Duration least, int most) {
      long millis = Math.max(0, Duration.between(start, end).toMillis());
      long step = Math.max(least.toMillis(), Math.ceilDiv(millis, (long) most - 1));
      int steps = (int) (millis / step) + 1;
      // The newest values matter most: what does not fit is left out at the beginning.
      return new Range(end.minusMillis(step * (steps - 1)), Duration.ofMillis(step), steps);
    }

    double stepSeconds() {
      return step.toMillis() / 1000.0;
    }

    Instant end() {
      return start.plusMillis(step.toMillis() * (steps - 1));
    }
  }

  /** How long a query may take. */
  public Duration timeout() {
    return timeout;
  }

  /** The values of an expression. */
  public List<Series> range(URI server, String expression, Range range)
      throws MeasureException, InterruptedException {
    return range(server, expression, range, timeout);
  }

  /**
   * As {@link #range(URI, String, Range)}.
   *
   * @param within how long it may take, from the connection to the last byte of the answer
   */
  public List<Series> range(URI server, String expression, Range range, Duration within)
      throws MeasureException, InterruptedException {
    String body =
        "query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8)
            + "&start="
            + seconds(range.start())
            + "&end="
            + seconds(range.end())
            + "&step="
            + String.format(Locale.ROOT, "%.3f", range.stepSeconds());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/query_range"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    AtomicBoolean late = new AtomicBoolean();
    try {
      return answer(request, range, expression, within, late);
    } catch (MeasureException e) {
      throw e;
    } catch (IOException | JacksonException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw late.get() ? unanswered(server, tooLate(within)) : failed(server, e);
    }
  }

  /** What ended an answer; its closing may hide that. */
  private static IOException ended(JacksonIOException e) {
    IOException told = e.getCause();
    if (told == null) {
      return new IOException(e.getOriginalMessage());
    }
    return told.getCause() instanceof IOException end ? end : told;
  }

  private static MeasureException failed(URI server, Exception e) {
    return switch (e) {
      case JacksonIOException broken -> unanswered(server, ended(broken));
      case IOException broken -> unanswered(server, broken);
      case JacksonException cut ->
          new MeasureException(
              server + ": the answer is not Prometheus's, or cut off: " + cut.getOriginalMessage(),
              cut);
      default -> throw new IllegalStateException(e);
    };
  }

  private static MeasureException unanswered(URI server, IOException e) {
    return new MeasureException(
        server
            + (e instanceof ConnectException || e instanceof HttpConnectTimeoutException
                ? ": Prometheus cannot be reached: "
                : ": no whole answer came of Prometheus: ")
            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        e);
  }

  private static HttpTimeoutException tooLate(Duration within) {
    return new HttpTimeoutException(
        "it took longer than the " + within.toMillis() + " ms that a query may take");
  }

  /**
   * The whole answer, read as it comes. A request's own timeout would end with the head of the
   * answer.
   *
   * @param late becomes true when time is up; the answer then ends where it is
   */
  private List<Series> answer(
      HttpRequest request, Range range, String expression, Duration within, AtomicBoolean late)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofInputStream(), largest));
    try {
      HttpResponse<InputStream> response = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
      try (InputStream body = response.body()) {
        Executor then =
            CompletableFuture.delayedExecutor(
                Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> end(body, late), then);
        try {
          if (response.statusCode() == 200) {
            return parse(body, range);
          }
          throw new MeasureException(
              request.uri().resolve("/")
                  + ": Prometheus refused '"
                  + expression
                  + "': "
                  + said(response.statusCode(), body),
              null);
        } finally {
          end.cancel(false);
        }
      }
    } catch (TimeoutException e) {
      throw tooLate(within);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true); // ends the exchange, when it has not ended
    }
  }

  /** Whoever reads it is at its end. */
  private static void end(InputStream body, AtomicBoolean late) {
    late.set(true);
    try {
      body.close();
    } catch (IOException e) {
      // It was to end.
    }
  }

  private static String seconds(Instant time) {
    return String.format(Locale.ROOT, "%d.%03d", time.getEpochSecond(), time.getNano() / 1_000_000);
  }

  private static String said(int status, InputStream body) throws IOException {
    String text = new String(body.readNBytes(4 * SHOWN), StandardCharsets.UTF_8).strip();
    return "status "
        + status
        + (text.isEmpty() ? "" : ", ")
        + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
  }

  /** {@code {"status": "success", "data": {"resultType": "matrix", "result": […]}}}. */
  private List<Series> parse(InputStream body, Range range) throws MeasureException {
    List<Series> all = new ArrayList<>();
    boolean success = false;
    boolean matrix = false;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
          continue;
        }
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "status" -> success = "success".equals(parser.getString());
          case "resultType" -> matrix = "matrix".equals(parser.getString());
          case "result" -> {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
              all.add(series(parser, range));
            }
          }
          case "data" -> {}
          default -> parser.skipChildren();
        }
      }
    }
    if (!success || !matrix) {
      throw new MeasureException("the answer is not that of Prometheus to a range query", null);
    }
    return all;
  }

  private static Series series(JsonParser parser, Range range) throws MeasureException {
    Map<String, String> labels = new HashMap<>();
    double[] values = new double[range.steps()];
    Arrays.fill(values, Double.NaN);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("metric")) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String label = parser.currentName();
          parser.nextToken();
          if (!label.equals("__name__")) {
            labels.put(label, parser.getString());
          }
        }
      } else if (name.equals("values")) {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
          value(parser, range, values);
        }
      } else {
        parser.skipChildren();
      }
    }
    return new Series(labels, values);
  }

  private static void value(JsonParser parser, Range range, double[] values)
      throws MeasureException {
    parser.nextToken();
    double time = parser.getDoubleValue();
    parser.nextToken();
    String text = parser.getString();
    parser.nextToken();
    int step =
        (int) Math.round((time - range.start().toEpochMilli() / 1000.0) / range.stepSeconds());
    if (step < 0 || step >= values.length) {
      throw new MeasureException("the answer has values of another time than was asked", null);
    }
    try {
      values[step] = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new MeasureException("the answer has '" + text + "' where a number should be", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
