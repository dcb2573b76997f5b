package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server's membership in a running cluster, by the registrations of its admin interface: joins in
 * the background, tells that it lives as often as it is asked to, and leaves when closed. Each
 * failure is told once, and tried again.
 */
final class Registration implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 2000;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(Registration::thread);
  private final URI place;
  private final Path tokenFile;
  private final ObjectNode definition;
  private final Consumer<String> complaints;
  private @Nullable String complaint;

  private Registration(
      URI place, Path tokenFile, ObjectNode definition, Consumer<String> complaints) {
    this.place = place;
    this.tokenFile = tokenFile;
    this.definition = definition;
    this.complaints = complaints;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "registration");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to register a server.
   *
   * @param admin of any proxy of the cluster, such as {@code http://127.0.0.1:8081/admin}
   * @param tokenFile its first line is the token; read each time, so that it may be replaced
   * @param id name of the server in the farm
   * @param definition the server as the configuration would have it
   * @param complaints told what goes wrong
   */
  public static Registration begin(
      URI admin, Path tokenFile, String id, ObjectNode definition, Consumer<String> complaints) {
    String base = admin.toString().replaceFirst("/*$", "/");
    var registration =
        new Registration(
            URI.create(base + "registrations/" + id), tokenFile, definition, complaints);
    registration.beats.execute(registration::beat);
    return registration;
  }

  private void beat() {
    long next = RETRY_MILLIS;
    try {
      HttpResponse<String> answer =
          send(request().PUT(BodyPublishers.ofString(definition.toString())));
      JsonNode told = Json.MAPPER.readTree(answer.body());
      if (answer.statusCode() == 200) {
        next = Math.max(100, Math.round(told.path("heartbeat_seconds").asDouble(1) * 1000));
        complaint = null;
      } else {
        complain(answer.statusCode() + " " + told.path("detail").asText());
      }
    } catch (IOException | IllegalArgumentException e) {
      complain(e.toString());
    }
    if (!beats.isShutdown()) {
      beats.schedule(this::beat, next, TimeUnit.MILLISECONDS);
    }
  }

  private void complain(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      complaints.accept("not registered at " + place + ": " + what + "; trying again");
    }
  }

  private HttpRequest.Builder request() throws IOException {
    String token = Files.readString(tokenFile).lines().findFirst().orElse("");
    return HttpRequest.newBuilder(place)
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Leaves the farm; what the server has under way is not touched. */
  @Override
  public void close() {
    beats.shutdownNow();
    try {
      beats.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      send(request().DELETE());
    } catch (IOException e) {
      complaints.accept("did not sign off at " + place + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
