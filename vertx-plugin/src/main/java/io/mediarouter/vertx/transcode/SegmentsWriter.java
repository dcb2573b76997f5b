package io.mediarouter.vertx.transcode;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.call.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The way of a run's segments into their outputs, each in one piece when it is whole: nobody is
 * sent a part of a segment that does not come. For one context.
 */
final class SegmentsWriter extends RunWriter {

  private final int end;
  private final SegmentSplitter splitter;
  private boolean prepared;

  SegmentsWriter(SegmentRun run, Decode decode) {
    super(run, decode);
    int from = run.from(decode);
    end = from + run.count(decode);
    splitter = new SegmentSplitter(from);
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    try {
      List<SegmentSplitter.Segment> whole = splitter.feed(chunk.getBytes());
      prepare();
      whole.forEach(this::take);
      return Future.succeededFuture();
    } catch (MalformedSegmentsException malformed) {
      return Future.failedFuture(broken("malformed: " + malformed.getMessage()));
    } catch (BackEndException other) {
      return Future.failedFuture(other);
    }
  }

  private void prepare() {
    if (!prepared && splitter.init().isPresent()) {
      prepared = true;
      give(StreamTrack.INIT, splitter.init().get());
    }
  }

  /** A segment that is not on the grid would be played at the wrong time, and in silence. */
  private void take(SegmentSplitter.Segment segment) {
    if (!run().track().isOnGrid(segment.number(), segment.start(), segment.samples())) {
      throw broken(
          "segment "
              + segment.number()
              + " with "
              + segment.samples()
              + " samples from "
              + segment.start());
    }
    give(segment.number(), segment.bytes());
  }

  /** Fails unless all that was ordered came. */
  @Override
  public Future<Void> end() {
    boolean all = splitter.next() >= end && !splitter.isCut();
    return all
        ? Future.succeededFuture()
        : Future.failedFuture(broken("ended before segment " + splitter.next()));
  }
}
