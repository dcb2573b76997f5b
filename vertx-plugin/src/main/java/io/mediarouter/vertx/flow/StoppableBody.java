package io.mediarouter.vertx.flow;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;

/**
 * The body of a server's answer that stops its connection when it is paused.
 *
 * @param request what it answers
 * @param inlet where it comes in
 */
record StoppableBody(HttpClientResponse response, HttpClientRequest request, Inlet inlet)
    implements ForwardingBody {

  @Override
  public ReadStream<Buffer> stream() {
    return response;
  }

  @Override
  public StoppableBody pause() {
    response.pause();
    inlet.read(false, request);
    return this;
  }

  @Override
  public StoppableBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public StoppableBody fetch(long amount) {
    inlet.read(true, request);
    response.fetch(amount);
    return this;
  }
}
