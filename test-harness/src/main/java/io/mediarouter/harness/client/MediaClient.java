package io.mediarouter.harness.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An HTTP/1.1 client that takes the time of answers. Safe for use by several threads. */
public final class MediaClient {
  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Gets a whole answer.
   *
   * @param headers names and values in turn
   * @throws IOException if there is none, or it breaks off
   */
  public Answer get(URI address, String... headers) throws IOException {
    try (OpenAnswer answer = open(address, headers)) {
      return answer.readAll();
    }
  }

  /**
   * Gets an answer up to its body.
   *
   * @param headers names and values in turn
   * @throws IOException if there is none
   */
  public OpenAnswer open(URI address, String... headers) throws IOException {
    return send(request(address, headers).GET().build());
  }

  /**
   * Gets an answer without its body.
   *
   * @throws IOException if there is none
   */
  public Answer head(URI address) throws IOException {
    return whole(request(address).method("HEAD", BodyPublishers.noBody()).build());
  }

  /**
   * Posts JSON.
   *
   * @throws IOException if there is no answer, or it breaks off
   */
  public Answer post(URI address, String json) throws IOException {
    return whole(
        request(address, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /**
   * Puts JSON.
   *
   * @throws IOException if there is no answer, or it breaks off
   */
  public Answer put(URI address, String json) throws IOException {
    return whole(
        request(address, "Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build());
  }

  /**
   * Deletes a resource.
   *
   * @throws IOException if there is no answer
   */
  public Answer delete(URI address) throws IOException {
    return whole(request(address).DELETE().build());
  }

  private static HttpRequest.Builder request(URI address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(HEAD_TIMEOUT);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Answer whole(HttpRequest request) throws IOException {
    try (OpenAnswer answer = send(request)) {
      return answer.readAll();
    }
  }

  private OpenAnswer send(HttpRequest request) throws IOException {
    long begunNanos = System.nanoTime();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      return new OpenAnswer(response, begunNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
