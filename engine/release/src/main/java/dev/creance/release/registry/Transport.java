package dev.creance.release.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP with a registry's logins, and with patience. */
final class Transport implements AutoCloseable {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int SHOWN = 300;

  private final RegistryOptions options;
  private final HttpClient client;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("creance-registry-watch").factory());
  private final Map<String, String> authorizations = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();

  Transport(RegistryOptions options) {
    this.options = options;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(options.timeout())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * An answer.
   *
   * @param body as much of it as came
   */
  record Answer(int status, HttpHeaders headers, byte[] body) {
    Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    String text() {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
  }

  /** For something that is received in parts. */
  Pace pace() {
    return new Pace(options.timeout().multipliedBy(options.attempts()));
  }

  boolean plain(Reference at) {
    return options.plainHttp() || at.loopback();
  }

  /** Sends a request whose answer is short. */
  Answer send(Reference at, HttpRequest.Builder request, String actions)
      throws IOException, InterruptedException {
    return patiently(at, request, actions, 1 << 20, false);
  }

  /** Receives up to so many bytes, all of them. */
  Answer receive(Reference at, HttpRequest.Builder request, long limit)
      throws IOException, InterruptedException {
    return patiently(at, request, "pull", limit, false);
  }

  /** Receives up to so many bytes; when the connection breaks, what had come. */
  Answer receivePart(Reference at, HttpRequest.Builder request, long limit)
      throws IOException, InterruptedException {
    return patiently(at, request, "pull", limit, true);
  }

  private Answer patiently(
      Reference at, HttpRequest.Builder request, String actions, long limit, boolean partly)
      throws IOException, InterruptedException {
    long pause = options.pause().toMillis();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= options.attempts();
      try {
        Answer answer = authorized(at, request, actions, limit, partly);
        if (last || answer.status() < 500 && answer.status() != TOO_MANY) {
          return answer;
        }
      } catch (IOException e) {
        if (last || e instanceof RegistryException) {
          throw e instanceof RegistryException
              ? e
              : new IOException(at.host() + ": the registry cannot be reached: " + message(e), e);
        }
      }
      Thread.sleep(pause);
      pause *= 2;
    }
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private Answer authorized(
      Reference at, HttpRequest.Builder request, String actions, long limit, boolean partly)
      throws IOException, InterruptedException {
    String key = at.host() + "/" + at.repository() + "/" + actions;
    String authorization = authorizations.get(key);
    HttpRequest.Builder first = request.copy().timeout(options.timeout());
    if (authorization != null) {
      first.header("Authorization", authorization);
    }
    Answer answer = once(first.build(), limit, partly);
    if (answer.status() != UNAUTHORIZED) {
      return answer;
    }
    Optional<String> login = login(at, answer, actions);
    if (login.isEmpty()) {
      return answer;
    }
    authorizations.put(key, login.get());
    return once(
        request.copy().timeout(options.timeout()).header("Authorization", login.get()).build(),
        limit,
        partly);
  }

  /** What to send as authorization; empty when there are no credentials for it. */
  private Optional<String> login(Reference at, Answer answer, String actions)
      throws IOException, InterruptedException {
    String challenge = answer.header("WWW-Authenticate").orElse("");
    Optional<String> basic = options.credentials().basic(at.host()).map("Basic "::concat);
    if (!challenge.regionMatches(true, 0, "Bearer", 0, 6)) {
      return basic;
    }
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2));
    }
    String realm = parameters.getOrDefault("realm", "");
    if (realm.isEmpty()) {
      return Optional.empty();
    }
    String scope = "repository:" + at.repository() + ":" + actions;
    URI uri =
        URI.create(
            realm
                + (realm.indexOf('?') < 0 ? "?" : "&")
                + "service="
                + encode(parameters.getOrDefault("service", ""))
                + "&scope="
                + encode(scope));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(options.timeout()).GET();
    basic.ifPresent(value -> request.header("Authorization", value));
    Answer token = once(request.build(), 1 << 20, false);
    if (token.status() != 200) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JsonMapper.shared().readTree(token.body());
      String value = tree.path("token").asString(tree.path("access_token").asString(""));
      return value.isEmpty() ? Optional.empty() : Optional.of("Bearer " + value);
    } catch (JacksonException e) {
      throw new RegistryException(realm + ": the answer is no token: " + e.getMessage(), 0);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer once(HttpRequest request, long limit, boolean partly)
      throws IOException, InterruptedException {
    requests.incrementAndGet();
    request.bodyPublisher().ifPresent(body -> sent.addAndGet(Math.max(0, body.contentLength())));
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    Pace pace = new Pace(options.timeout());
    ScheduledFuture<?> watch = watch(response.body(), pace);
    try (InputStream in = response.body()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        pace.add(read);
        received.addAndGet(read);
        body.write(buffer, 0, read);
        if (body.size() > limit) {
          throw new RegistryException(
              request.uri() + ": the answer is longer than the " + limit + " bytes expected", 0);
        }
      }
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      if (pace.slow() || pace.stopped() && !partly) {
        throw new IOException(request.uri() + ": the answer comes too slowly, " + pace, e);
      }
      if (!partly || body.size() == 0 || response.statusCode() >= 300) {
        throw e;
      }
    } finally {
      watch.cancel(false);
    }
    return new Answer(response.statusCode(), response.headers(), body.toByteArray());
  }

  /** A request's timeout ends with the head of its answer: the rest must not take forever. */
  private ScheduledFuture<?> watch(InputStream body, Pace pace) {
    long timeout = options.timeout().toNanos();
    return watchdog.scheduleWithFixedDelay(
        () -> {
          if (pace.stopped() || pace.slow()) {
            try {
              body.close();
            } catch (IOException e) {
              // Whoever reads is told.
            }
          }
        },
        timeout / 4,
        timeout / 4,
        TimeUnit.NANOSECONDS);
  }

  Map<String, Long> traffic() {
    return Map.of("requests", requests.get(), "sent", sent.get(), "received", received.get());
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    client.shutdownNow();
    client.close();
  }
}
