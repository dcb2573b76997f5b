package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.vertx.proxy.fields.Preconditions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyResponse;

/** The answer that is told by us, without any server. */
public final class TextAnswer {
  private TextAnswer() {}

  /** The same with a validator: who has it already is told so. */
  public static ProxyResponse of(String text, String etag, String type, Exchange exchange) {
    return of(Buffer.buffer(text), etag, type, exchange);
  }

  /** The same of any bytes. */
  public static ProxyResponse of(Buffer body, String etag, String type, Exchange exchange) {
    return Preconditions.isNotModified(exchange.request().headers(), etag)
        ? notModified(etag, exchange)
        : of(body, type, exchange).putHeader(HttpHeaders.ETAG, etag);
  }

  /** Tells a client that it has it already. */
  public static ProxyResponse notModified(String etag, Exchange exchange) {
    exchange.provenance().answerHere();
    return exchange
        .context()
        .request()
        .response()
        .setStatusCode(304)
        .putHeader(HttpHeaders.ETAG, etag);
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
