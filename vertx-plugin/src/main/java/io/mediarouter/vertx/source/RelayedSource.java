package io.mediarouter.vertx.source;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.call.Flow;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Place;
import io.mediarouter.vertx.flow.TappedBody;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One answer of an origin on its way to a transcoding server, at the pace of who reads it. Confined
 * to the request's context, but for what its watch asks.
 */
final class RelayedSource implements Flow {
  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final List<CharSequence> ASKED = List.of("range", "if-range");
  private static final List<CharSequence> TOLD =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.CONTENT_LENGTH,
          "content-range",
          HttpHeaders.CONTENT_ENCODING,
          HttpHeaders.ACCEPT_RANGES,
          HttpHeaders.ETAG,
          HttpHeaders.LAST_MODIFIED);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Call call;
  private final TimeoutConfig limits;
  private final Collection<BackEnd> origins;
  private final Context context;
  private @Nullable HttpClientRequest asked;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * An answer that is still to be asked for.
   *
   * @param limits how long an origin may take to its first byte, and between bytes
   * @param origins the servers that it may be redirected to
   */
  RelayedSource(
      HttpServerRequest request, Call call, TimeoutConfig limits, Collection<BackEnd> origins) {
    this.request = request;
    this.response = request.response();
    this.call = call;
    this.limits = limits;
    this.origins = origins;
    this.context = Vertx.currentContext();
  }

  /** Asks the origin for what lies there, and hands its answer on. */
  void begin(Connections http, Place place) {
    response.exceptionHandler(expected -> {}).closeHandler(v -> left());
    ask(http, place)
        .compose(this::handOn)
        .onSuccess(status -> call.end(Ending.COMPLETE, status))
        .onFailure(this::failed);
  }

  private Future<HttpClientResponse> ask(Connections http, Place place) {
    return http.request(place.request(request.method()))
        .compose(this::send)
        .compose(
            answer ->
                Place.isElsewhere(answer.statusCode())
                    ? ask(http, elsewhere(place, answer))
                    : Future.succeededFuture(answer));
  }

  private Place elsewhere(Place place, HttpClientResponse answer) {
    answer.request().reset();
    return place.redirected(answer.getHeader(HttpHeaders.LOCATION), origins);
  }

  private Future<HttpClientResponse> send(HttpClientRequest opened) {
    asked = opened.exceptionHandler(expected -> {});
    if (response.closed()) {
      opened.reset();
    }
    for (CharSequence name : ASKED) {
      String value = request.getHeader(name);
      if (value != null) {
        opened.putHeader(name, value);
      }
    }
    call.sent();
    return Answer.begun(opened)
        .timeout(limits.firstByte().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answer -> call.begun())
        .onFailure(cause -> opened.reset());
  }

  private Future<Integer> handOn(HttpClientResponse answer) {
    int status = answer.statusCode();
    response.setStatusCode(status);
    for (CharSequence name : TOLD) {
      String value = answer.getHeader(name);
      if (value != null) {
        response.putHeader(name, value);
      }
    }
    if (status >= OK && status < 400 && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    call.watch(this);
    return new TappedBody(answer, piece -> bytes.addAndGet(piece.length()), () -> {})
        .pipe()
        .endOnFailure(false)
        .to(response)
        .map(status);
  }

  private void left() {
    call.end(Ending.CLIENT_LEFT, 0);
    breakOff();
  }

  private void breakOff() {
    if (asked != null) {
      asked.reset();
    }
  }

  /** What was promised and does not come must not look like all of it. */
  private void failed(Throwable cause) {
    call.fail(cause);
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
    } else {
      boolean late = Endings.of(cause) == Ending.TIMED_OUT;
      response.headers().clear();
      response.setChunked(false).setStatusCode(late ? GATEWAY_TIMEOUT : BAD_GATEWAY).end();
    }
  }

  @Override
  public long bytes() {
    return bytes.get();
  }

  @Override
  public boolean isWanted() {
    return !response.writeQueueFull();
  }

  @Override
  public void silent(Duration length) {
    if (length.compareTo(limits.idle()) > 0) {
      context.runOnContext(v -> breakOff());
    }
  }
}
