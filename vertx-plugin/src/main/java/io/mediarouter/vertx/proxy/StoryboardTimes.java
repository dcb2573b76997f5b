package io.mediarouter.vertx.proxy;

import io.mediarouter.media.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyResponse;

/** The answer that tells where and when the pictures of a storyboard are. */
final class StoryboardTimes {
  private StoryboardTimes() {}

  static ProxyResponse answer(String times, Exchange exchange) {
    Buffer text = Buffer.buffer(times);
    String type = Format.VTT.contentType();
    exchange.answerHere();
    ProxyResponse response = exchange.context().request().response().setStatusCode(200);
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(text.length()));
    }
    return response.setBody(Body.body(text, MediaType.parse(type)));
  }
}
