package io.mediarouter.vertx.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyResponse;

/** The answer that is told by us, without any server. */
final class TextAnswer {
  private TextAnswer() {}

  /** The same with a validator: who has it already is told so. */
  static ProxyResponse of(String text, String etag, String type, Exchange exchange) {
    if (Preconditions.isNotModified(exchange.request().headers(), etag)) {
      exchange.answerHere();
      return exchange
          .context()
          .request()
          .response()
          .setStatusCode(304)
          .putHeader(HttpHeaders.ETAG, etag);
    }
    return of(text, type, exchange).putHeader(HttpHeaders.ETAG, etag);
  }

  static ProxyResponse of(String text, String type, Exchange exchange) {
    Buffer body = Buffer.buffer(text);
    exchange.answerHere();
    ProxyResponse response = exchange.context().request().response().setStatusCode(200);
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    return response.setBody(Body.body(body, MediaType.parse(type)));
  }
}
