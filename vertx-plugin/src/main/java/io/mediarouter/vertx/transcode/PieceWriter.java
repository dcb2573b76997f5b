package io.mediarouter.vertx.transcode;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.Piece;
import io.mediarouter.outcome.Ending;
import io.mediarouter.stream.SegmentPiece;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.farm.BackEndException;
import io.vertx.core.Future;
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
    decode()
        .failed(new BackEndException(decode().serverId(), Ending.NO_ROOM, 0, "makes one a time"));
    return Future.succeededFuture();
  }
}
