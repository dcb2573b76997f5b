package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.Endings;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.LoadReporter;
import io.mediarouter.vertx.farm.OrcaField;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The client side of a transcoding server: asks for a transcode and gets its output as a response.
 */
final class TranscodingClient {
  private static final int OK = 200;
  private static final long REPORT_MILLIS = 1000;

  private final HttpClient http;
  private final Farm farm;
  private final LoadReporter loads;
  private final Supplier<Duration> firstByte;
  private final Supplier<Duration> stall;

  /**
   * A client for the farm's transcoding servers.
   *
   * @param loads is told what the heads of responses say of load
   * @param firstByte tells the longest wait for the head of a response that somebody waits for
   * @param stall tells the longest silence of a server, after which it counts as broken off
   */
  TranscodingClient(
      HttpClient http,
      Farm farm,
      LoadReporter loads,
      Supplier<Duration> firstByte,
      Supplier<Duration> stall) {
    this.http = http;
    this.farm = farm;
    this.loads = loads;
    this.firstByte = firstByte;
    this.stall = stall;
  }

  /**
   * Starts a task on a server; the response is paused, and resetting its request cancels the task.
   */
  Future<HttpClientResponse> start(String serverId, Transcode transcode) {
    return farm.sourceUrl(transcode.order().asset())
        .map(source -> start(serverId, source, transcode))
        .orElseGet(() -> Future.failedFuture(withoutOrigin(serverId)));
  }

  /** The asset is known from another time, or from a proxy that knows its origin. */
  private static BackEndException withoutOrigin(String serverId) {
    return new BackEndException(serverId, Ending.CANCELLED, 0, "not asked: no origin");
  }

  private Future<HttpClientResponse> start(String serverId, String source, Transcode transcode) {
    TranscodeOrder order = transcode.order();
    String target =
        farm.transcoding(serverId)
            .transcode(source, order.rendition(), order.speed(), transcode.id());
    BackEnd server = farm.backEnd(serverId);
    RequestOptions options =
        server.request(HttpMethod.GET, target).setIdleTimeout(stall.get().toMillis());
    return http.request(options)
        .onSuccess(request -> transcode.opened(serverId, request, stall.get()))
        .compose(request -> send(request, server.server(), patience(order)))
        .recover(cause -> Future.failedFuture(BackEndException.of(serverId, cause)));
  }

  /** Who waits gives up early; where nobody does, an encoder that takes its time is no failure. */
  private Duration patience(TranscodeOrder order) {
    Duration hasty = firstByte.get();
    Duration patient = stall.get();
    return order.kind() != TaskKind.BATCH || patient.compareTo(hasty) < 0 ? hasty : patient;
  }

  private Future<HttpClientResponse> send(
      HttpClientRequest request, Server server, Duration patience) {
    return request
        .putHeader("te", "trailers")
        .send()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset())
        .compose(response -> checked(response.pause(), server));
  }

  private Future<HttpClientResponse> checked(HttpClientResponse response, Server server) {
    loads.acceptInBand(server, response.getHeader(OrcaField.NAME));
    if (response.statusCode() == OK) {
      return Future.succeededFuture(response);
    }
    int status = response.statusCode();
    return LastWords.of(response)
        .map(words -> "answered " + status + saying(words))
        .compose(why -> failed(new BackEndException(server.id(), Ending.COMPLETE, status, why)));
  }

  private static String saying(Optional<String> words) {
    return words.map(text -> ": " + text).orElse("");
  }

  private static <T> Future<T> failed(BackEndException cause) {
    return Future.failedFuture(cause);
  }

  /**
   * What {@code cause}, by which the output broke off, is with the reason that the server tells in
   * the report of the task; the cause itself where it tells none.
   */
  <T> Future<T> explained(Transcode transcode, Throwable cause) {
    String serverId = transcode.serverId();
    var uri = farm.find(serverId).flatMap(at -> farm.transcoding(serverId).task(transcode.id()));
    if (uri.isEmpty() || transcode.isCancelled() || Endings.of(cause) != Ending.BROKEN_OFF) {
      return Future.failedFuture(cause);
    }
    return http.request(farm.backEnd(serverId).request(HttpMethod.GET, uri.get()))
        .compose(HttpClientRequest::send)
        .timeout(REPORT_MILLIS, TimeUnit.MILLISECONDS)
        .compose(LastWords::of)
        .otherwise(Optional.empty())
        .compose(words -> failed(brokenOff(serverId, cause, words)));
  }

  private static BackEndException brokenOff(
      String serverId, Throwable cause, Optional<String> words) {
    BackEndException bare = BackEndException.of(serverId, cause);
    return words
        .map(text -> new BackEndException(serverId, bare.ending(), bare.status(), text))
        .orElse(bare);
  }
}
