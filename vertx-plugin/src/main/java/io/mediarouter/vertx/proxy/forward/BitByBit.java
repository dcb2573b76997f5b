package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.flow.SparingBody;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * The body of an answer that other requests can go on with.
 *
 * @param resumption asks for any part of it
 * @param server where it comes from
 */
record BitByBit(ResumingBody body, Resumption resumption, Exchange exchange, String server)
    implements SparingBody.Source {

  @Override
  public ReadStream<Buffer> stream() {
    return body;
  }

  @Override
  public void letGo() {
    body.letGo();
  }

  @Override
  public Future<Buffer> bit(long offset, int length) {
    return exchange.here(resumption.bit(offset, length, server));
  }

  @Override
  public void failed(Throwable cause) {
    if (!exchange.isAbandoned()) {
      exchange.breakOff(cause);
    }
  }
}
