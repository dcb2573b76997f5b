package io.mediarouter.vertx.transcode;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.outcome.Ending;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.farm.BackEndException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a run's segments into their outputs, each in one piece when it is whole: nobody is
 * sent a part of a segment that does not come. For one context.
 */
final class SegmentsWriter implements WriteStream<Buffer> {
  private static final int OK = 200;

  private final SegmentRun run;
  private final Decode decode;
  private final int end;
  private final SegmentSplitter splitter;
  private boolean prepared;

  SegmentsWriter(SegmentRun run, Decode decode) {
    this.run = run;
    this.decode = decode;
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
    if (!run.track().isOnGrid(segment.number(), segment.start(), segment.samples())) {
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

  private void give(int number, byte[] part) {
    int output = run.outputOf(decode, number);
    if (output >= 0) {
      decode.give(output, Buffer.buffer(part));
    }
  }

  /** Fails unless all that was ordered came. */
  @Override
  public Future<Void> end() {
    boolean all = splitter.next() >= end && !splitter.isCut();
    return all
        ? Future.succeededFuture()
        : Future.failedFuture(broken("ended before segment " + splitter.next()));
  }

  private BackEndException broken(String why) {
    return new BackEndException(decode.serverId(), Ending.BROKEN_OFF, OK, why);
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  /** Outputs are whole at once: none of them waits for its readers. */
  @Override
  public SegmentsWriter drainHandler(@Nullable Handler<Void> handler) {
    if (handler != null) {
      handler.handle(null);
    }
    return this;
  }

  @Override
  public SegmentsWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public SegmentsWriter setWriteQueueMaxSize(int maxSize) {
    throw new UnsupportedOperationException("the limits are those of the outputs");
  }
}
