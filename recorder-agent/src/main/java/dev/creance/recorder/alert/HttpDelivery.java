package dev.creance.recorder.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/** Posts JSON: Falco's alert as falcosidekick and its like take it, or a message made of it. */
public final class HttpDelivery implements Delivery {
  private static final int TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int LONGEST_PAUSE_SECONDS = 300;

  private final URI target;
  private final Function<Alert, String> body;
  private final int timeoutMillis;

  /** Posts Falco's JSON. */
  public static HttpDelivery falco(URI target, Duration timeout) {
    return new HttpDelivery(target, Alert::json, timeout);
  }

  /** Posts messages to a webhook of Slack, or of whoever takes Slack's messages. */
  public static HttpDelivery slack(URI target, Duration timeout) {
    return new HttpDelivery(target, SlackMessage::of, timeout);
  }

  private HttpDelivery(URI target, Function<Alert, String> body, Duration timeout) {
    this.target = target;
    this.body = body;
    this.timeoutMillis = (int) timeout.toMillis();
  }

  @Override
  public byte[] message(Alert alert) {
    return body.apply(alert).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void deliver(byte[] message) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("User-Agent", "creance");
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(message.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(message);
    }
    int status = connection.getResponseCode();
    InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (answer != null) {
      try (answer) {
        answer.readNBytes(1 << 16); // to the end, so that the connection is used again
      }
    }
    judge(status, connection.getHeaderField("Retry-After"));
  }

  /** The address is left out of messages: a webhook's is a secret. */
  private void judge(int status, @org.jspecify.annotations.Nullable String retryAfter)
      throws IOException {
    if (status / 100 == 2) {
      return;
    }
    String what = "it answers with status " + status;
    if (status == TOO_MANY && retryAfter != null && retryAfter.matches("\\d{1,6}")) {
      long seconds = Math.clamp(Long.parseLong(retryAfter), 1, LONGEST_PAUSE_SECONDS);
      throw new BusyException(what, seconds);
    }
    if (status / 100 == 4
        && status != TIMEOUT
        && status != TOO_EARLY
        && status != TOO_MANY
        && status != 401
        && status != 403
        && status != 404) {
      throw new RefusedException(what);
    }
    throw new IOException(what);
  }
}
