package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.Sha256;
import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Format;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.flow.SievedBody;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.exchange.TextAnswer;
import io.mediarouter.vertx.proxy.fields.Span;
import io.mediarouter.vertx.proxy.process.RequestProcessor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;

/**
 * The delivery of the parts of a source's own picture, which are parts of the original: each is
 * passed through from its origin, with what a player has to know of it in front.
 *
 * @param processor serves originals
 */
public record OwnRungDelivery(RequestProcessor processor) {
  private static final int PARTIAL = 206;
  private static final int DIGITS = 16;
  private static final String TYPE = Format.M4S.contentType();

  /** What a player reads first of it. */
  static ProxyResponse head(KeyFrameCut cut, AssetEntry entry, Exchange exchange) {
    return TextAnswer.of(Buffer.buffer(cut.head()), etag(entry, "init"), TYPE, exchange);
  }

  private static String etag(AssetEntry entry, String part) {
    String version = Sha256.hex(entry.source().version()).substring(0, DIGITS);
    return '"' + version + '-' + part + '"';
  }

  /** A segment of it. */
  Future<ProxyResponse> segment(
      KeyFrameCut cut, int number, AssetEntry entry, MediaRequest request, Exchange exchange) {
    String etag = etag(entry, Integer.toString(number));
    return TextAnswer.byCondition(etag, exchange)
        .map(answer -> Future.succeededFuture(answer.putHeader(HttpHeaders.ETAG, etag)))
        .orElseGet(() -> segment(cut, number, etag, entry, request, exchange));
  }

  private Future<ProxyResponse> segment(
      KeyFrameCut cut,
      int number,
      String etag,
      AssetEntry entry,
      MediaRequest request,
      Exchange exchange) {
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      ProxyResponse head = TextAnswer.head(cut.length(number), TYPE, exchange);
      return Future.succeededFuture(head.putHeader(HttpHeaders.ETAG, etag));
    }
    List<KeyFrameCut.Span> media = cut.media(number);
    var whole = new Span(media.get(0).from(), last(media).to() - 1, entry.source().bytes());
    exchange.askForPart(whole.range());
    return processor
        .serve(original(request, entry), exchange)
        .compose(
            response ->
                isPart(response, whole, entry)
                    ? Future.succeededFuture(sieved(response, cut, number, exchange))
                    : refused(response, entry))
        .onSuccess(response -> response.putHeader(HttpHeaders.ETAG, etag));
  }

  private static KeyFrameCut.Span last(List<KeyFrameCut.Span> media) {
    return media.get(media.size() - 1);
  }

  /** The request for the original that a part of it is of. */
  static MediaRequest original(MediaRequest request, AssetEntry entry) {
    return new MediaRequest(
        entry.asset(),
        null,
        null,
        null,
        request.abilities(),
        request.priority(),
        request.patience(),
        request.client());
  }

  private static boolean isPart(ProxyResponse response, Span whole, AssetEntry entry) {
    String etag = response.headers().get(HttpHeaders.ETAG);
    String range = response.headers().get(HttpHeaders.CONTENT_RANGE);
    boolean isPart = response.getStatusCode() == PARTIAL && whole.isBroughtBy(PARTIAL, range);
    return isPart && (etag == null || etag.equals(entry.source().version()));
  }

  /** What lies there now is another film than the one that the playlist tells of. */
  private static Future<ProxyResponse> refused(ProxyResponse response, AssetEntry entry) {
    int status = response.getStatusCode();
    response.release();
    Problem problem =
        Problem.of(
            503,
            "Source has changed",
            "The origin of "
                + entry.asset()
                + " gives no such part of what it had ("
                + status
                + "): read the playlist again.");
    return Future.failedFuture(new ProblemException(problem));
  }

  private static ProxyResponse sieved(
      ProxyResponse response, KeyFrameCut cut, int number, Exchange exchange) {
    List<KeyFrameCut.Span> media = cut.media(number);
    long from = media.get(0).from();
    List<SievedBody.Part> parts =
        media.stream()
            .map(span -> new SievedBody.Part(span.from() - from, span.to() - from))
            .toList();
    Buffer front = Buffer.buffer(cut.front(number));
    var body = new SievedBody(front, response.getBody().stream(), parts);
    response.headers().remove(HttpHeaders.CONTENT_RANGE).remove(HttpHeaders.ACCEPT_RANGES);
    return response
        .setStatusCode(200)
        .setStatusMessage("OK")
        .setBody(Body.body(BoundedBody.of(body, exchange.request()), cut.length(number), TYPE));
  }
}
