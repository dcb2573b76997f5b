package io.mediarouter.vertx.flow;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;

/**
 * The body of an answer, of which few bytes wait for a client that does not read: 128 KiB at most
 * where its pieces are of 64 KiB; less where much waits already.
 *
 * @param stream the bytes
 * @param backlog what waits for the client
 */
public record BoundedBody(ReadStream<Buffer> stream, ClientBacklog backlog)
    implements ForwardingBody {

  /** The body of an answer to {@code client}. */
  public static BoundedBody of(ReadStream<Buffer> stream, HttpServerRequest client) {
    return new BoundedBody(stream, AnswerBacklog.of(client));
  }

  /** Whoever sends it to a client does so by this pipe. */
  @Override
  public Pipe<Buffer> pipe() {
    return new BoundedPipe(stream, backlog);
  }
}
