package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.BackEndException;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.LoadReporter;
import io.mediarouter.vertx.farm.OrcaField;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.function.Supplier;

/**
 * The client side of a transcoding server: asks for a transcode and gets its output as a response.
 */
final class TranscodingClient {
  private static final int OK = 200;

  private final HttpClient http;
  private final Farm farm;
  private final LoadReporter loads;
  private final Supplier<FarmView> view;
  private final Supplier<TimeoutConfig> timeouts;

  /**
   * A client for the farm's transcoding servers.
   *
   * @param loads is told what the heads of responses say of load
   * @param view tells which origins are available
   * @param timeouts after the idle time of these, a silent server counts as broken off
   */
  TranscodingClient(
      HttpClient http,
      Farm farm,
      LoadReporter loads,
      Supplier<FarmView> view,
      Supplier<TimeoutConfig> timeouts) {
    this.http = http;
    this.farm = farm;
    this.loads = loads;
    this.view = view;
    this.timeouts = timeouts;
  }

  /**
   * Starts a task on a server; the response is paused, and resetting its request cancels the task.
   *
   * @param opened is given the request before it is sent
   */
  Future<HttpClientResponse> start(
      String serverId, Transcode transcode, Handler<HttpClientRequest> opened) {
    TranscodeOrder order = transcode.order();
    String source = farm.sourceUrl(order.asset(), view.get()).orElseThrow();
    String target =
        farm.transcoding(serverId)
            .transcode(source, order.rendition(), order.speed(), transcode.id());
    BackEnd server = farm.backEnd(serverId);
    RequestOptions options =
        server.request(HttpMethod.GET, target).setIdleTimeout(timeouts.get().idle().toMillis());
    return http.request(options)
        .onSuccess(opened)
        .compose(request -> request.putHeader("te", "trailers").send())
        .compose(response -> checked(response.pause(), server.server()))
        .recover(cause -> Future.failedFuture(BackEndException.of(serverId, cause)));
  }

  private Future<HttpClientResponse> checked(HttpClientResponse response, Server server) {
    loads.acceptInBand(server, response.getHeader(OrcaField.NAME));
    if (response.statusCode() == OK) {
      return Future.succeededFuture(response);
    }
    response.exceptionHandler(expected -> {}).request().reset();
    return Future.failedFuture(
        new BackEndException(
            server.id(),
            Ending.COMPLETE,
            response.statusCode(),
            "answered " + response.statusCode()));
  }
}
