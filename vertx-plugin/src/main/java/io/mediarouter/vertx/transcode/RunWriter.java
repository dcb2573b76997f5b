package io.mediarouter.vertx.transcode;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of what a server makes for a run into the outputs of its segments, each in one piece:
 * whoever reads them is not waited for. For one context.
 */
abstract class RunWriter implements WriteStream<Buffer> {
  private static final int OK = 200;

  private final SegmentRun run;
  private final Decode decode;

  RunWriter(SegmentRun run, Decode decode) {
    this.run = run;
    this.decode = decode;
  }

  final SegmentRun run() {
    return run;
  }

  final Decode decode() {
    return decode;
  }

  /** Hands on a part of the stream, if that is wanted. */
  final void give(int number, byte[] part) {
    int output = run.outputOf(decode, number);
    if (output >= 0) {
      decode.give(output, Buffer.buffer(part));
    }
  }

  final BackEndException broken(String why) {
    return new BackEndException(decode.serverId(), Ending.BROKEN_OFF, OK, why);
  }

  @Override
  public final boolean writeQueueFull() {
    return false;
  }

  @Override
  public final RunWriter drainHandler(@Nullable Handler<Void> handler) {
    if (handler != null) {
      handler.handle(null);
    }
    return this;
  }

  @Override
  public final RunWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public final RunWriter setWriteQueueMaxSize(int maxSize) {
    throw new UnsupportedOperationException("the limit is that of a segment");
  }
}
