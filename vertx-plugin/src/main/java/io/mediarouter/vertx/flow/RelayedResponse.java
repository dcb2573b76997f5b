package io.mediarouter.vertx.flow;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a server on its way to the client. The host's own form of it copies all fields, and
 * reads and writes the date anew; this one has the server's fields themselves, so that who strips
 * them strips what was received. What is rare is left to the host's form. Belongs to the request's
 * context.
 */
public final class RelayedResponse implements ProxyResponse {
  /** What an HTTP/2 stream is reset with (RFC 9113, 7). */
  private static final long INTERNAL_ERROR = 2;

  private static final int MOST_DIGITS = 18;
  private static final int NO_CONTENT = 204;
  private static final int RESET_CONTENT = 205;
  private static final int NOT_MODIFIED = 304;

  private final ProxyRequest request;
  private final MultiMap headers;
  private int status;
  private @Nullable String message;
  private @Nullable Body body;

  private RelayedResponse(ProxyRequest request, HttpClientResponse answer) {
    this.request = request;
    this.headers = answer.headers();
    this.status = answer.statusCode();
    this.message = answer.statusMessage();
  }

  /** The answer to {@code request} that {@code answer} is, as yet without a body. */
  public static ProxyResponse of(ProxyRequest request, HttpClientResponse answer) {
    return new RelayedResponse(request, answer);
  }

  /** The length in bytes that {@code answer} tells of its body; -1 = none that can be read. */
  public static long length(HttpClientResponse answer) {
    return length(answer.headers());
  }

  /** The same by the fields of an answer. */
  static long length(MultiMap fields) {
    String told = fields.get(HttpHeaders.CONTENT_LENGTH);
    return told != null && isNumber(told) ? Long.parseLong(told) : -1;
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_DIGITS;
  }

  @Override
  public Future<Void> send() {
    HttpServerResponse client = request.proxiedRequest().response();
    if (client.headWritten()) {
      return Future.failedFuture("the answer has begun");
    }
    if (!headers.contains(HttpHeaders.DATE) || isBuffered()) {
      return byHost();
    }
    if (status == RESET_CONTENT) {
      dropBody();
    }
    client.setStatusCode(status);
    if (message != null && isTold(message)) {
      client.setStatusMessage(message);
    }
    return body == null ? sendHead(client) : send(client, body);
  }

  /**
   * With words of its own, the server would not know a status without a body again, and tell a
   * length.
   */
  private boolean isTold(String words) {
    return !isBodiless()
        && !words.isEmpty()
        && !words.equals(HttpResponseStatus.valueOf(status).reasonPhrase());
  }

  private boolean isBodiless() {
    return status == NO_CONTENT || status == NOT_MODIFIED;
  }

  /** There must be none, but a length may be told (RFC 9110, 15.3.6). */
  private void dropBody() {
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    if (body != null) {
      body.stream().resume();
      body = null;
    }
  }

  /** The client understands no chunks. */
  private boolean isBuffered() {
    return body != null
        && body.length() < 0
        && request.proxiedRequest().version() == HttpVersion.HTTP_1_0;
  }

  private Future<Void> byHost() {
    ProxyResponse usual = request.response().setStatusCode(status);
    if (!isBodiless()) {
      usual.setBody(body);
    } else if (body != null) {
      body.stream().resume();
    }
    if (message != null && isTold(message)) {
      usual.setStatusMessage(message);
    }
    usual.headers().addAll(headers);
    return usual.send();
  }

  private Future<Void> sendHead(HttpServerResponse client) {
    client.headers().addAll(headers);
    return client.end();
  }

  private Future<Void> send(HttpServerResponse client, Body whole) {
    if (whole.mediaType() != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, whole.mediaType());
    }
    if (whole.length() >= 0) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(whole.length()));
    } else if (!isBodiless()) {
      client.setChunked(true);
    }
    client.headers().addAll(headers);
    return whole.stream()
        .pipe()
        .endOnFailure(false)
        .to(client)
        .onFailure(broken -> breakOff(client));
  }

  private static void breakOff(HttpServerResponse client) {
    if (!client.ended()) {
      client.reset(INTERNAL_ERROR);
    }
  }

  @Override
  public ProxyRequest request() {
    return request;
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public ProxyResponse setStatusCode(int code) {
    status = code;
    return this;
  }

  @Override
  public @Nullable String getStatusMessage() {
    return message;
  }

  @Override
  public ProxyResponse setStatusMessage(@Nullable String text) {
    message = text;
    return this;
  }

  @Override
  public MultiMap headers() {
    return headers;
  }

  @Override
  public ProxyResponse putHeader(CharSequence name, CharSequence value) {
    headers.set(name, value);
    return this;
  }

  @Override
  public @Nullable Body getBody() {
    return body;
  }

  @Override
  public ProxyResponse setBody(@Nullable Body stream) {
    body = stream;
    return this;
  }

  @Override
  public @Nullable HttpClientResponse proxiedResponse() {
    return null;
  }

  @Override
  public boolean publicCacheControl() {
    return false;
  }

  @Override
  public long maxAge() {
    return 0;
  }

  @Override
  public @Nullable String etag() {
    return null;
  }

  /** What could not be sent, such as an odd field, is not sent with what is told instead. */
  @Override
  public ProxyResponse release() {
    HttpServerResponse client = request.proxiedRequest().response();
    headers.clear();
    body = null;
    message = null;
    if (!client.headWritten()) {
      client.headers().remove(HttpHeaders.CONTENT_LENGTH);
    }
    return this;
  }
}
