package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.Server;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.ErrorDetail;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.ManyOrder;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.load.OrcaField;
import io.mediarouter.vertx.source.SourcePlaces;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The client side of a transcoding server: asks for a transcode and gets its output as a response.
 */
final class TranscodingClient {
  /** What a server answers where it has no resource of that name. */
  private static final Set<Integer> NO_RESOURCE = Set.of(404, 405, 501);

  private static final int OK = 200;
  private static final long REPORT_MILLIS = 1000;

  private final Connections http;
  private final Farm farm;
  private final LoadReporter loads;
  private final SourcePlaces sources;
  private final Supplier<TimeoutConfig> timeouts;
  private final PieceServers pieceServers;

  /**
   * A client for the farm's transcoding servers.
   *
   * @param loads is told what the heads of responses say of load
   * @param sources tells where sources lie
   * @param pieceServers tells which servers make no segments
   * @param timeouts after the idle time of these, a silent server counts as broken off
   */
  TranscodingClient(
      Connections http,
      Farm farm,
      LoadReporter loads,
      SourcePlaces sources,
      Supplier<TimeoutConfig> timeouts,
      PieceServers pieceServers) {
    this.http = http;
    this.farm = farm;
    this.loads = loads;
    this.sources = sources;
    this.timeouts = timeouts;
    this.pieceServers = pieceServers;
  }

  /**
   * Starts a task on a server; the response is paused, and resetting its request cancels the task.
   *
   * @param opened is given the request before it is sent
   */
  Future<HttpClientResponse> start(
      String serverId, Transcode transcode, Handler<HttpClientRequest> opened) {
    return sources
        .urlOf(transcode.order().asset())
        .transform(transcode::here)
        .compose(
            url ->
                url.map(source -> start(serverId, source, transcode, opened))
                    .orElseGet(() -> Future.failedFuture(withoutOrigin(serverId))));
  }

  /** The asset is known from another time, or from a proxy that knows its origin. */
  private static BackEndException withoutOrigin(String serverId) {
    return new BackEndException(serverId, Ending.CANCELLED, 0, "not asked: no origin");
  }

  private Future<HttpClientResponse> start(
      String serverId, String source, Transcode transcode, Handler<HttpClientRequest> opened) {
    TranscodeOrder order = transcode.order();
    String target =
        farm.transcoding(serverId)
            .transcode(
                source, order.rendition(), order.copied(), order.speed(), transcode.taskId());
    return start(serverId, HttpMethod.GET, target, opened, request -> named(request, order).send());
  }

  private static HttpClientRequest named(HttpClientRequest request, TranscodeOrder order) {
    return order.requestId().isEmpty()
        ? request
        : request.putHeader("x-request-id", order.requestId());
  }

  private Future<HttpClientResponse> start(
      String serverId,
      HttpMethod method,
      String target,
      Handler<HttpClientRequest> opened,
      Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    BackEnd server = farm.backEnd(serverId);
    RequestOptions options =
        server.request(method, target).setIdleTimeout(timeouts.get().idle().toMillis());
    return http.request(options)
        .onSuccess(opened)
        .compose(request -> Answer.readable(send.apply(request.putHeader("te", "trailers"))))
        .compose(response -> checked(response, server.server()))
        .recover(cause -> Future.failedFuture(BackEndException.of(serverId, cause)));
  }

  /**
   * Starts a task that makes several renditions; the response is paused, and resetting its request
   * cancels the task.
   *
   * @param opened is given the request before it is sent
   */
  Future<HttpClientResponse> startMany(Decode decode, Handler<HttpClientRequest> opened) {
    String serverId = decode.serverId();
    return sources
        .urlOf(decode.order().asset())
        .compose(
            url ->
                farm.many(serverId)
                    .flatMap(at -> url.map(source -> startMany(at, source, decode, opened)))
                    .orElseGet(() -> Future.failedFuture(withoutOrigin(serverId))));
  }

  private Future<HttpClientResponse> startMany(
      String target, String source, Decode decode, Handler<HttpClientRequest> opened) {
    Buffer order =
        ManyOrder.of(source, decode.renditions(), decode.speed(), decode.id()).toBuffer();
    return start(
        decode.serverId(),
        HttpMethod.POST,
        target,
        opened,
        request -> request.putHeader("content-type", "application/json").send(order));
  }

  /**
   * Starts a run; the response is paused, and resetting its request cancels the task. A server that
   * has no segments is asked for a piece that becomes the first of them, where no other is known to
   * have any.
   *
   * @param opened is given the request before it is sent
   */
  Future<HttpClientResponse> startRun(
      SegmentRun run, Decode decode, Handler<HttpClientRequest> opened) {
    String serverId = decode.serverId();
    return sources
        .urlOf(decode.order().asset())
        .compose(
            url ->
                url.map(source -> startRun(source, run, decode, opened))
                    .orElseGet(() -> Future.failedFuture(withoutOrigin(serverId))));
  }

  private Future<HttpClientResponse> startRun(
      String source, SegmentRun run, Decode decode, Handler<HttpClientRequest> opened) {
    String serverId = decode.serverId();
    Optional<String> target =
        pieceServers.contains(serverId) ? Optional.empty() : segments(source, run, decode);
    return target
        .map(
            at ->
                get(at, decode, opened)
                    .recover(cause -> withoutSegments(cause, source, run, decode, opened)))
        .orElseGet(() -> startPiece(source, run, decode, opened));
  }

  private Optional<String> segments(String source, SegmentRun run, Decode decode) {
    return farm.transcoding(decode.serverId())
        .segments(
            source, run.track(), run.from(decode), run.count(decode), decode.speed(), decode.id());
  }

  private Future<HttpClientResponse> get(
      String target, Decode decode, Handler<HttpClientRequest> opened) {
    return start(
        decode.serverId(),
        HttpMethod.GET,
        target,
        opened,
        request -> named(request, decode.order()).send());
  }

  /** That there is no such resource is neither the media's fault nor a failure of the server. */
  private Future<HttpClientResponse> withoutSegments(
      Throwable cause,
      String source,
      SegmentRun run,
      Decode decode,
      Handler<HttpClientRequest> opened) {
    BackEndException failure = BackEndException.of(decode.serverId(), cause);
    if (!NO_RESOURCE.contains(failure.status())) {
      return failed(failure);
    }
    pieceServers.add(decode.serverId());
    return startPiece(source, run, decode, opened);
  }

  private Future<HttpClientResponse> startPiece(
      String source, SegmentRun run, Decode decode, Handler<HttpClientRequest> opened) {
    String serverId = decode.serverId();
    boolean others =
        decode.order().candidates().stream()
            .anyMatch(each -> !pieceServers.contains(each.server().id()));
    if (others) {
      return failed(
          new BackEndException(serverId, Ending.NO_ROOM, 0, "makes no segments, as others do"));
    }
    decode.makesPiece();
    String target =
        farm.transcoding(serverId)
            .transcode(source, run.piece(decode).rendition(), decode.speed(), decode.id());
    return get(target, decode, opened);
  }

  private Future<HttpClientResponse> checked(HttpClientResponse response, Server server) {
    loads.acceptInBand(server, response.getHeader(OrcaField.NAME));
    if (response.statusCode() == OK) {
      return Future.succeededFuture(response);
    }
    return ErrorDetail.of(response)
        .compose(
            words -> failed(BackEndException.answered(server.id(), response.statusCode(), words)));
  }

  private static <T> Future<T> failed(BackEndException cause) {
    return Future.failedFuture(cause);
  }

  /**
   * What {@code cause}, by which the output broke off, is with the reason that the server tells in
   * the report of the task; the cause itself where it tells none, or a viewer waits for another
   * try.
   */
  <T> Future<T> explained(Transcode transcode, Throwable cause) {
    boolean awaited = transcode.isForViewer() && transcode.bytes() == 0;
    boolean untold = transcode.isCancelled() || awaited;
    return untold
        ? Future.failedFuture(cause)
        : explained(transcode.serverId(), transcode.taskId(), cause);
  }

  /** The same for a task that makes several. */
  <T> Future<T> explained(Decode decode, Throwable cause) {
    return decode.isCancelled()
        ? Future.failedFuture(cause)
        : explained(decode.serverId(), decode.id(), cause);
  }

  private <T> Future<T> explained(String serverId, String taskId, Throwable cause) {
    var uri = farm.find(serverId).flatMap(at -> farm.transcoding(serverId).task(taskId));
    if (uri.isEmpty() || Endings.of(cause) != Ending.BROKEN_OFF) {
      return Future.failedFuture(cause);
    }
    return http.request(farm.backEnd(serverId).request(HttpMethod.GET, uri.get()))
        .compose(TranscodingClient::report)
        .compose(ErrorDetail::of)
        .map(ErrorDetail::text)
        .otherwise(Optional.empty())
        .compose(words -> failed(brokenOff(serverId, cause, words)));
  }

  private static Future<HttpClientResponse> report(HttpClientRequest request) {
    return request
        .send()
        .timeout(REPORT_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset());
  }

  private static BackEndException brokenOff(
      String serverId, Throwable cause, Optional<String> words) {
    BackEndException bare = BackEndException.of(serverId, cause);
    return words
        .map(text -> new BackEndException(serverId, bare.ending(), bare.status(), text))
        .orElse(bare);
  }
}
