package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Optional;

/** The answer that is told by us, without any server. */
public final class TextAnswer {
  private TextAnswer() {}

  /** The same with a validator: who has it already is told so. */
  public static ProxyResponse of(String text, String etag, String type, Exchange exchange) {
    return of(Buffer.buffer(text), etag, type, exchange);
  }

  /** The same of any bytes. */
  public static ProxyResponse of(Buffer body, String etag, String type, Exchange exchange) {
    return byCondition(etag, exchange)
        .orElseGet(() -> of(body, type, exchange))
        .putHeader(HttpHeaders.ETAG, etag);
  }

  /** What is told to who has it already, or wants something else; empty where it is told itself. */
  public static Optional<ProxyResponse> byCondition(String etag, Exchange exchange) {
    MultiMap conditions = exchange.request().headers();
    if (Preconditions.isFailed(conditions, etag)) {
      return Optional.of(withoutBody(412, exchange));
    }
    return Preconditions.isNotModified(conditions, etag)
        ? Optional.of(withoutBody(304, exchange))
        : Optional.empty();
  }

  private static ProxyResponse withoutBody(int status, Exchange exchange) {
    exchange.provenance().answerHere();
    return exchange.context().request().response().setStatusCode(status);
  }

  public static ProxyResponse of(String text, String type, Exchange exchange) {
    return of(Buffer.buffer(text), type, exchange);
  }

  private static ProxyResponse of(Buffer body, String type, Exchange exchange) {
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      return head(body.length(), type, exchange);
    }
    exchange.provenance().answerHere();
    return exchange
        .context()
        .request()
        .response()
        .setStatusCode(200)
        .setBody(Body.body(body, MediaType.parse(type)));
  }

  /** Tells what there would be. */
  public static ProxyResponse head(long length, String type, Exchange exchange) {
    exchange.provenance().answerHere();
    return exchange
        .context()
        .request()
        .response()
        .setStatusCode(200)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
  }
}
