package io.mediarouter.vertx.transcode;

import io.mediarouter.media.Rendition;
import io.mediarouter.stream.SegmentPiece;
import io.mediarouter.stream.StreamTrack;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Segments of one track in a row that one task makes, each handed over when it is whole.
 *
 * @param track whose
 * @param first the part that somebody waits for, or that is to be there next
 * @param preparation the initialization, where it is not there and not the first
 * @param following the segments after it
 * @param isWanted tells whether anybody comes near a segment of that number
 * @param guard has it leave a server that falls behind
 */
public record SegmentRun(
    StreamTrack track,
    TranscodeOrder first,
    Optional<TranscodeOrder> preparation,
    List<TranscodeOrder> following,
    IntPredicate isWanted,
    RunGuard guard)
    implements Making {

  public SegmentRun {
    following = List.copyOf(following);
  }

  @Override
  public Future<HttpClientResponse> start(
      TranscodingClient client, Decode decode, Handler<HttpClientRequest> opened) {
    return client.startRun(this, decode, opened);
  }

  @Override
  public WriteStream<Buffer> outputs(Decode decode, HttpClientResponse response) {
    return decode.isPiece() ? new PieceWriter(this, decode) : new SegmentsWriter(this, decode);
  }

  @Override
  public boolean isInTurn() {
    return true;
  }

  @Override
  public boolean isInRow(Rendition output) {
    return track.numberOf(output) != StreamTrack.INIT;
  }

  @Override
  public boolean isBehind(Decode decode, @Nullable Duration last, Duration elapsed) {
    int next = missing(decode);
    return next >= 0 && guard.isBehind(decode.serverId(), next, last, elapsed);
  }

  @Override
  public void left(Decode decode) {
    int next = missing(decode);
    if (next >= 0) {
      guard.left(next, decode.members().get(outputOf(decode, next)).done());
    }
  }

  /** The first segment that is not whole, and wanted; -1 = there is none. */
  private int missing(Decode decode) {
    return IntStream.range(0, decode.size())
        .filter(decode::isWanted)
        .map(i -> track.numberOf(decode.renditions().get(i)))
        .filter(number -> number != StreamTrack.INIT)
        .min()
        .orElse(-1);
  }

  /** The number of the first segment that a task makes. */
  int from(Decode decode) {
    return numbers(decode).filter(number -> number != StreamTrack.INIT).min().orElse(0);
  }

  /** The number of segments that a task makes, at least 1. */
  int count(Decode decode) {
    return decode.isPiece()
        ? 1
        : (int) Math.max(1, numbers(decode).filter(number -> number != StreamTrack.INIT).count());
  }

  private IntStream numbers(Decode decode) {
    return decode.renditions().stream().mapToInt(track::numberOf);
  }

  /** The output of that part; -1 where none is wanted. */
  int outputOf(Decode decode, int number) {
    List<Rendition> made = decode.renditions();
    for (int i = 0; i < made.size(); i++) {
      if (track.numberOf(made.get(i)) == number) {
        return i;
      }
    }
    return -1;
  }

  /** What a server is asked for that makes one segment at a time, and knows it as a piece. */
  SegmentPiece piece(Decode decode) {
    return new SegmentPiece(track, from(decode), first.entry().source());
  }

  /** All that a task makes as one piece. */
  Rendition whole(Decode decode) {
    return track.span(from(decode), count(decode));
  }

  /** Whether that is the initialization, made beside the first segment. */
  boolean isPreparation(TranscodeOrder order) {
    return track.numberOf(order.rendition()) == StreamTrack.INIT;
  }

  /** Whether it is to go on behind a part. */
  boolean isWantedAfter(TranscodeOrder made) {
    int number = track.numberOf(made.rendition());
    return number == StreamTrack.INIT || isWanted.test(number + 1);
  }
}
