package io.mediarouter.vertx.transcode;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.Piece;
import io.mediarouter.outcome.Ending;
import io.mediarouter.stream.SegmentPiece;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * The way of a piece, which a server made that knows no segments, into the output of the segment
 * that it becomes, and of the initialization where that is wanted. For one context.
 */
final class PieceWriter extends RunWriter {
  private static final int LARGEST = 128 * 1024 * 1024;

  private final SegmentPiece piece;
  private final Buffer made = Buffer.buffer();

  PieceWriter(SegmentRun run, Decode decode) {
    super(run, decode);
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

  /** Looking through all of a large piece takes longer than an event loop may. */
  @Override
  public Future<Void> end() {
    return Vertx.currentContext()
        .executeBlocking(() -> piece.cut(made.getBytes()), false)
        .transform(
            (segment, cause) ->
                cause == null ? take(segment) : Future.failedFuture(explained(cause)));
  }

  private Throwable explained(Throwable cause) {
    return cause instanceof MalformedSegmentsException
        ? broken("no piece: " + cause.getMessage())
        : cause;
  }

  /** Of what else the run was to make, each is asked for alone. */
  private Future<Void> take(Piece.Segment segment) {
    give(StreamTrack.INIT, segment.init());
    give(piece.number(), segment.bytes());
    decode()
        .failed(new BackEndException(decode().serverId(), Ending.NO_ROOM, 0, "makes one a time"));
    return Future.succeededFuture();
  }
}
