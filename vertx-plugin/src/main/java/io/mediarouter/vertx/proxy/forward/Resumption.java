package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.access.RequestIds;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.flow.Inlet;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.mediarouter.vertx.proxy.fields.Span;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The finder of the rest of an answer whose server failed in it: on another server that has a copy,
 * or on the same one again. A server that was asked and brought no byte is not asked again, so the
 * search comes to an end. Belongs to the request's context.
 */
final class Resumption {
  private final BackEnds backEnds;
  private final Exchange exchange;
  private final Copies copies;
  private final Span span;
  private final Set<String> barren = new HashSet<>();

  Resumption(BackEnds backEnds, Exchange exchange, Copies copies, Span span) {
    this.backEnds = backEnds;
    this.exchange = exchange;
    this.copies = copies;
    this.span = span;
  }

  /** Whether {@code bytes} are all of the answer. */
  boolean isWhole(long bytes) {
    return bytes >= span.length();
  }

  /**
   * The rest; fails if no server brings it.
   *
   * @param bytes how many have come, fewer than all
   * @param failed the server that brought the last of them
   * @param broughtNone whether it brought none of them
   */
  Future<Part> rest(long bytes, String failed, boolean broughtNone) {
    if (broughtNone) {
      barren.add(failed);
    }
    return ask(candidates(failed), 0, span.after(bytes));
  }

  private List<BackEnd> candidates(String failed) {
    var candidates = new ArrayList<BackEnd>();
    for (BackEnd holder : copies.holders()) {
      String id = holder.server().id();
      if (!id.equals(failed) && !barren.contains(id)) {
        candidates.add(holder);
      }
    }
    if (!barren.contains(failed)) {
      candidates.add(copies.holder(failed));
    }
    return candidates;
  }

  private Future<Part> ask(List<BackEnd> candidates, int next, Span rest) {
    if (next == candidates.size() || exchange.isOver()) {
      return Future.failedFuture("no server brings the rest");
    }
    BackEnd holder = candidates.get(next);
    Call call = backEnds.calls().begin(holder.server().id(), copies.work()).orElse(null);
    if (call == null) {
      exchange.refusedBy(holder.server().id(), copies.work());
      return ask(candidates, next + 1, rest);
    }
    if (!backEnds.retries().tryTake()) {
      call.end(Ending.NO_ROOM, 0);
      return Future.failedFuture("the retry budget is used up");
    }
    exchange.trace().asks(call);
    return ask(holder, call, rest).recover(cause -> askNext(candidates, next, rest));
  }

  private Future<Part> askNext(List<BackEnd> candidates, int next, Span rest) {
    barren.add(candidates.get(next).server().id());
    return ask(candidates, next + 1, rest);
  }

  private Future<Part> ask(BackEnd holder, Call call, Span rest) {
    RequestOptions options = copies.request(holder);
    return backEnds
        .connect(exchange, call, options)
        .compose(request -> send(holder, options, request, call, rest))
        .compose(response -> checked(response, call, rest))
        .onFailure(call::fail);
  }

  private Future<HttpClientResponse> send(
      BackEnd holder, RequestOptions options, HttpClientRequest request, Call call, Span rest) {
    exchange.onBreak(() -> abandon(request, call));
    prepare(holder, options, request, rest);
    return backEnds.head(request, call);
  }

  private void prepare(
      BackEnd holder, RequestOptions options, HttpClientRequest request, Span wanted) {
    request.exceptionHandler(expected -> {});
    request.headers().addAll(copies.fields(holder)).set(Preconditions.RANGE, wanted.range());
    request.putHeader(RequestIds.FIELD, exchange.trace().id());
    BackEnd.impose(options, request.headers());
  }

  private static void abandon(HttpClientRequest request, Call call) {
    call.end(Ending.CLIENT_LEFT, 0);
    request.reset();
  }

  /** How many bytes there are in all. */
  long length() {
    return span.length();
  }

  /**
   * Some of the bytes, from whoever has them.
   *
   * @param offset of the first one in the answer
   * @param server the one that is asked first
   */
  Future<Buffer> bit(long offset, int length, String server) {
    List<BackEnd> holders = new ArrayList<>(copies.holders());
    holders.removeIf(each -> each.server().id().equals(server));
    holders.add(0, copies.holder(server));
    return bit(holders, 0, span.after(offset).first(length));
  }

  private Future<Buffer> bit(List<BackEnd> holders, int next, Span bit) {
    return bit(holders.get(next), bit)
        .recover(
            cause ->
                next + 1 < holders.size() && !exchange.isOver()
                    ? bit(holders, next + 1, bit)
                    : Future.failedFuture(cause));
  }

  private Future<Buffer> bit(BackEnd holder, Span bit) {
    String id = holder.server().id();
    Call call = backEnds.calls().begin(id, copies.work()).orElse(null);
    if (call == null) {
      return Future.failedFuture(Calls.refused(id));
    }
    RequestOptions options = copies.request(holder);
    return backEnds
        .connect(exchange, call, options)
        .compose(request -> bit(holder, options, request, call, bit))
        .onSuccess(bytes -> call.end(Ending.COMPLETE, 206))
        .onFailure(call::fail);
  }

  /** Short as it is, it comes whole though nobody takes it, and its connection is free then. */
  private Future<Buffer> bit(
      BackEnd holder, RequestOptions options, HttpClientRequest request, Call call, Span bit) {
    prepare(holder, options, request, bit);
    Duration limit = backEnds.timeouts().get().firstByte();
    return Answer.to(request, request.send().onSuccess(head -> call.begun()), limit, bit.size())
        .compose(
            answer ->
                isBrought(bit, answer.status(), answer.headers())
                    ? Future.succeededFuture(answer.body())
                    : Future.failedFuture(noRest(call, answer.status(), answer.headers())));
  }

  private Future<Part> checked(HttpClientResponse response, Call call, Span rest) {
    int status = response.statusCode();
    if (isBrought(rest, status, response.headers())) {
      exchange.servedBy(call.serverId());
      return Future.succeededFuture(
          new Part(Inlet.stoppable(response), response.request(), call, status));
    }
    response.exceptionHandler(expected -> {}).request().reset();
    return Future.failedFuture(noRest(call, status, response.headers()));
  }

  private boolean isBrought(Span wanted, int status, MultiMap headers) {
    return wanted.isBroughtBy(status, headers.get(HttpHeaders.CONTENT_RANGE))
        && copies.isSame(headers);
  }

  private static BackEndException noRest(Call call, int status, MultiMap headers) {
    Ending ending = status == 206 ? Ending.BROKEN_OFF : Ending.COMPLETE;
    String range = headers.get(HttpHeaders.CONTENT_RANGE);
    return new BackEndException(call.serverId(), ending, status, "is no rest: " + range);
  }
}
