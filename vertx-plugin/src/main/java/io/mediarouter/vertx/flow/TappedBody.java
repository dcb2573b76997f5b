package io.mediarouter.vertx.flow;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body that somebody else learns of while it is read. To be put beneath a {@link BoundedBody},
 * whose pipe bounds what waits.
 *
 * @param stream the bytes
 * @param piece is given each of its pieces, and must not change it
 * @param whole is run when all of it was read, before who reads it learns that
 */
public record TappedBody(ReadStream<Buffer> stream, Consumer<Buffer> piece, Runnable whole)
    implements ForwardingBody {

  @Override
  public TappedBody handler(@Nullable Handler<Buffer> handler) {
    stream.handler(handler == null ? null : read -> handOn(read, handler));
    return this;
  }

  private void handOn(Buffer read, Handler<Buffer> handler) {
    piece.accept(read);
    handler.handle(read);
  }

  @Override
  public TappedBody endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(handler == null ? null : v -> ended(handler));
    return this;
  }

  private void ended(Handler<Void> handler) {
    whole.run();
    handler.handle(null);
  }
}
