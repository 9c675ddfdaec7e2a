package dev.creance.rollout.measure;

import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
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
    try {
      HttpResponse<byte[]> response = answer(request, within);
      if (response.statusCode() != 200) {
        throw new MeasureException(
            server + ": Prometheus refused '" + expression + "': " + said(response), null);
      }
      return parse(response.body(), range);
    } catch (JacksonException e) {
      throw new MeasureException(
          server + ": the answer is not Prometheus's, or cut off: " + e.getOriginalMessage(), e);
    } catch (MeasureException e) {
      throw e;
    } catch (IOException e) {
      throw new MeasureException(
          server
              + (e instanceof ConnectException || e instanceof HttpConnectTimeoutException
                  ? ": Prometheus cannot be reached: "
                  : ": no whole answer came of Prometheus: ")
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    }
  }

  /** The whole answer. A request's own timeout would end with the head of the answer. */
  private HttpResponse<byte[]> answer(HttpRequest request, Duration within)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), largest));
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException(
          "it took longer than the " + within.toMillis() + " ms that a query may take");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      answer.cancel(true); // ends the exchange, when it has not ended
    }
  }

  private static String seconds(Instant time) {
    return String.format(Locale.ROOT, "%d.%03d", time.getEpochSecond(), time.getNano() / 1_000_000);
  }

  private static String said(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8).strip();
    return "status "
        + response.statusCode()
        + (text.isEmpty() ? "" : ", ")
        + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
  }

  /** {@code {"status": "success", "data": {"resultType": "matrix", "result": […]}}}. */
  private List<Series> parse(byte[] body, Range range) throws MeasureException {
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
