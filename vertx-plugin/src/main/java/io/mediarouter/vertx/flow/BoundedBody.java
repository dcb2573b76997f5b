package io.mediarouter.vertx.flow;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * The body of an answer, of which few bytes wait for a client that does not read: 128 KiB at most
 * where its pieces are of 64 KiB; less where much waits already.
 *
 * @param stream the bytes
 * @param backlog what waits for the client
 */
public record BoundedBody(ReadStream<Buffer> stream, ClientBacklog backlog)
    implements ForwardingBody {

  /** The body of an answer to {@code client}; one that is bounded already is not counted twice. */
  public static BoundedBody of(ReadStream<Buffer> stream, HttpServerRequest client) {
    return stream instanceof BoundedBody bounded
        ? bounded
        : new BoundedBody(stream, AnswerBacklog.of(client));
  }

  /** Whoever sends it to a client does so by this pipe. */
  @Override
  public Pipe<Buffer> pipe() {
    return new BoundedPipe(stream.pipe(), backlog);
  }

  private record BoundedPipe(Pipe<Buffer> pipe, ClientBacklog backlog) implements Pipe<Buffer> {
    @Override
    public Pipe<Buffer> endOnFailure(boolean end) {
      pipe.endOnFailure(end);
      return this;
    }

    @Override
    public Pipe<Buffer> endOnSuccess(boolean end) {
      pipe.endOnSuccess(end);
      return this;
    }

    @Override
    public Pipe<Buffer> endOnComplete(boolean end) {
      pipe.endOnComplete(end);
      return this;
    }

    @Override
    public Future<Void> to(WriteStream<Buffer> answer) {
      return pipe.to(new BoundedSink(answer, backlog));
    }

    @Override
    public void close() {
      pipe.close();
    }
  }
}
