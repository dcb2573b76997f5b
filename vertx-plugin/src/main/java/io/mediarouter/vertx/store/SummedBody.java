package io.mediarouter.vertx.store;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body whose SHA-256 is found out while it is read.
 *
 * @param whole is told it, hexadecimal, when all of the body was read
 */
record SummedBody(ReadStream<Buffer> stream, MessageDigest sha256, Consumer<String> whole)
    implements ReadStream<Buffer> {

  SummedBody(ReadStream<Buffer> stream, Consumer<String> whole) {
    this(stream, newDigest(), whole);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every Java runtime)", e);
    }
  }

  @Override
  public SummedBody handler(@Nullable Handler<Buffer> handler) {
    stream.handler(handler == null ? null : chunk -> handOn(chunk, handler));
    return this;
  }

  private void handOn(Buffer chunk, Handler<Buffer> handler) {
    sha256.update(chunk.getBytes());
    handler.handle(chunk);
  }

  @Override
  public SummedBody endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(handler == null ? null : v -> ended(handler));
    return this;
  }

  private void ended(Handler<Void> handler) {
    whole.accept(HexFormat.of().formatHex(sha256.digest()));
    handler.handle(null);
  }

  @Override
  public SummedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    stream.exceptionHandler(handler);
    return this;
  }

  @Override
  public SummedBody pause() {
    stream.pause();
    return this;
  }

  @Override
  public SummedBody resume() {
    stream.resume();
    return this;
  }

  @Override
  public SummedBody fetch(long amount) {
    stream.fetch(amount);
    return this;
  }
}
