package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.flow.ForwardingBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A body whose failure is learned of.
 *
 * @param whenFails is given the host's way to deal with a failure, and returns ours
 */
public record GuardedBody(ReadStream<Buffer> stream, UnaryOperator<Handler<Throwable>> whenFails)
    implements ForwardingBody {

  /**
   * A body made by ourselves whose failure breaks the answer off. The host's proxy would not answer
   * at all, since it looks for the request behind a body that has none.
   */
  public static GuardedBody breakingOff(ReadStream<Buffer> stream, Consumer<Throwable> breakOff) {
    return new GuardedBody(stream, hosts -> breakOff::accept);
  }

  /** A body whose failure is noted before the host deals with it. */
  public static GuardedBody noting(ReadStream<Buffer> stream, Consumer<Throwable> note) {
    return new GuardedBody(
        stream,
        hosts ->
            cause -> {
              note.accept(cause);
              hosts.handle(cause);
            });
  }

  @Override
  public GuardedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    stream.exceptionHandler(handler == null ? null : whenFails.apply(handler));
    return this;
  }
}
