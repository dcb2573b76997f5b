package io.mediarouter.vertx.transcode;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.Piece;
import io.mediarouter.outcome.Ending;
import io.mediarouter.stream.SegmentPiece;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.farm.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of a piece, which a server made that knows no segments, into the output of the segment
 * that it becomes, and of the initialization where that is wanted. For one context.
 */
final class PieceWriter implements WriteStream<Buffer> {
  private static final int OK = 200;
  private static final int LARGEST = 128 * 1024 * 1024;

  private final SegmentRun run;
  private final Decode decode;
  private final SegmentPiece piece;
  private final Buffer made = Buffer.buffer();

  PieceWriter(SegmentRun run, Decode decode) {
    this.run = run;
    this.decode = decode;
    this.piece = run.piece(decode);
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    if (made.length() + chunk.length() > LARGEST) {
      return Future.failedFuture(broken("more than a segment can be"));
    }
    made.appendBuffer(chunk);
    return Future.succeededFuture();
  }

  /** Of what else the run was to make, each is asked for alone. */
  @Override
  public Future<Void> end() {
    try {
      Piece.Segment segment = piece.cut(made.getBytes());
      give(StreamTrack.INIT, segment.init());
      give(piece.number(), segment.bytes());
    } catch (MalformedSegmentsException malformed) {
      return Future.failedFuture(broken("no piece: " + malformed.getMessage()));
    }
    decode.failed(new BackEndException(decode.serverId(), Ending.NO_ROOM, 0, "makes one a time"));
    return Future.succeededFuture();
  }

  private void give(int number, byte[] part) {
    int output = run.outputOf(decode, number);
    if (output >= 0) {
      decode.give(output, Buffer.buffer(part));
    }
  }

  private BackEndException broken(String why) {
    return new BackEndException(decode.serverId(), Ending.BROKEN_OFF, OK, why);
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  /** What is read is kept: it waits for nobody. */
  @Override
  public PieceWriter drainHandler(@Nullable Handler<Void> handler) {
    if (handler != null) {
      handler.handle(null);
    }
    return this;
  }

  @Override
  public PieceWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public PieceWriter setWriteQueueMaxSize(int maxSize) {
    throw new UnsupportedOperationException("the limit is that of a segment");
  }
}
