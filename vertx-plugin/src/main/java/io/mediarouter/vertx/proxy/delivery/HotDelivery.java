package io.mediarouter.vertx.proxy.delivery;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.flow.BoundedBody;
import io.mediarouter.vertx.hot.HotBody;
import io.mediarouter.vertx.hot.HotFile;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.fields.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import org.jspecify.annotations.Nullable;

/** The delivery of small stored files from memory, or of one part of each. */
record HotDelivery(HotFiles files) {
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  /**
   * The answer, without what is told of any stored file; null where the file is not in memory, or
   * several parts of it are wanted.
   *
   * @param range what is wanted, in the usual form; null = all
   */
  @Nullable ProxyResponse answer(
      StoredRendition stored, @Nullable String range, Exchange exchange) {
    if (range != null && range.indexOf(',') >= 0) {
      return null;
    }
    HotFile file = files.find(stored);
    if (file == null) {
      return null;
    }
    exchange.provenance().answerFromMemory();
    ProxyResponse response = exchange.context().request().response();
    return range == null
        ? with(response.setStatusCode(200), file.body(), stored, exchange)
        : part(response, file.body(), range, stored, exchange);
  }

  private static ProxyResponse part(
      ProxyResponse response,
      Buffer whole,
      String range,
      StoredRendition stored,
      Exchange exchange) {
    Span span = Span.asked(range, whole.length()).orElse(null);
    if (span == null) {
      return response
          .setStatusCode(UNSATISFIABLE)
          .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + whole.length())
          .putHeader(HttpHeaders.CONTENT_LENGTH, "0");
    }
    Buffer bytes = whole.slice((int) span.first(), (int) span.last() + 1);
    response.setStatusCode(PARTIAL).putHeader(HttpHeaders.CONTENT_RANGE, span.contentRange());
    return with(response, bytes, stored, exchange);
  }

  private static ProxyResponse with(
      ProxyResponse response, Buffer bytes, StoredRendition stored, Exchange exchange) {
    String type = stored.rendition().format().contentType();
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      return response
          .putHeader(HttpHeaders.CONTENT_TYPE, type)
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
    }
    BoundedBody body = BoundedBody.of(new HotBody(bytes), exchange.request());
    return response.setBody(Body.body(body, bytes.length(), type));
  }
}
