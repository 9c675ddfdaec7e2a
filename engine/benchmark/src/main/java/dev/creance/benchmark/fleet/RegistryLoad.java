package dev.creance.benchmark.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a registry counts of its own requests, as it tells Prometheus. */
final class RegistryLoad implements AutoCloseable {
  private static final Pattern REQUESTS =
      Pattern.compile("registry_http_requests_total\\{([^}]*)\\} (\\S+)");
  private static final Pattern BYTES =
      Pattern.compile("registry_http_response_size_bytes_sum\\{([^}]*)\\} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI metrics;

  RegistryLoad(URI metrics) {
    this.metrics = metrics;
  }

  /**
   * Counts since the registry began.
   *
   * @param requests by {@code METHOD handler status}: {@code get manifest 304}
   * @param bytes of the bodies that it sent
   * @param nanos when
   */
  record Counts(Map<String, Long> requests, long bytes, long nanos) {
    Counts {
      requests = Map.copyOf(requests);
    }

    long all() {
      return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests whose name begins so. */
    long of(String name) {
      return requests.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(name))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    /** What came since earlier counts. */
    Counts since(Counts earlier) {
      Map<String, Long> grown = new TreeMap<>();
      requests.forEach(
          (name, count) -> grown.put(name, count - earlier.requests.getOrDefault(name, 0L)));
      return new Counts(grown, bytes - earlier.bytes, nanos - earlier.nanos);
    }

    double seconds() {
      return nanos / 1e9;
    }
  }

  /** The counts as they stand. */
  Counts now() throws IOException, InterruptedException {
    String page =
        client
            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    Map<String, Long> requests = new TreeMap<>();
    Matcher matcher = REQUESTS.matcher(page);
    while (matcher.find()) {
      Map<String, String> labels = labels(matcher.group(1));
      requests.merge(
          labels.get("method") + " " + labels.get("handler") + " " + labels.get("code"),
          (long) Double.parseDouble(matcher.group(2)),
          Long::sum);
    }
    long bytes = 0;
    matcher = BYTES.matcher(page);
    while (matcher.find()) {
      bytes += (long) Double.parseDouble(matcher.group(2));
    }
    return new Counts(requests, bytes, System.nanoTime());
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher matcher = LABEL.matcher(text);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    return labels;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
