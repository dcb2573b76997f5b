package io.mediarouter.harness.farm.transcode;

import io.mediarouter.container.FragmentJoiner;
import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.harness.farm.ffmpeg.SegmentOrder;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way of ffmpeg's output to whole segments: each is looked at, and given out when it has all of
 * its samples, in its place. The head goes out with the first one. Not for use by several threads.
 */
public final class SegmentStream {
  private final SegmentOrder order;
  private final SegmentSplitter splitter;
  private final List<SegmentSplitter.Segment> frames = new ArrayList<>();
  private int next;

  /** The stream of what {@code order} asks for. */
  public SegmentStream(SegmentOrder order) {
    this.order = order;
    this.splitter = new SegmentSplitter(order.first());
    this.next = order.first();
  }

  /**
   * What is whole with the next bytes.
   *
   * @throws TranscodeFailure if a segment is not what was asked for
   */
  public byte[] of(byte[] buffer, int count) throws TranscodeFailure {
    byte[] bytes = Arrays.copyOf(buffer, count);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (SegmentSplitter.Segment each : split(bytes)) {
      if (order.audioCodec() == null) {
        give(each, whole);
      } else {
        gather(each, whole);
      }
    }
    return whole.toByteArray();
  }

  private List<SegmentSplitter.Segment> split(byte[] bytes) throws TranscodeFailure {
    try {
      return splitter.feed(bytes);
    } catch (MalformedSegmentsException e) {
      throw new TranscodeFailure(
          Reason.ENCODER_FAILED, "ffmpeg made no segments: " + e.getMessage());
    }
  }

  private void gather(SegmentSplitter.Segment frame, ByteArrayOutputStream whole)
      throws TranscodeFailure {
    frames.add(frame);
    if (frames.size() == order.samples(next)) {
      long start = frames.get(0).start();
      int ticks = order.soundGrid().frameSamples();
      SegmentSplitter.Segment joined = FragmentJoiner.join(next, start, ticks, frames);
      frames.clear();
      give(joined, whole);
    }
  }

  private void give(SegmentSplitter.Segment segment, ByteArrayOutputStream whole)
      throws TranscodeFailure {
    boolean isRight =
        segment.samples() == order.samples(next) && segment.start() == order.startTicks(next);
    if (!isRight) {
      throw lacking(segment.samples() + " samples at " + segment.start());
    }
    if (next == order.first()) {
      whole.writeBytes(splitter.init().orElseThrow());
    }
    whole.writeBytes(segment.bytes());
    next++;
  }

  private TranscodeFailure lacking(String what) {
    return new TranscodeFailure(
        Reason.UNTRANSCODABLE,
        "the source ends too early or is damaged: segment "
            + next
            + " has "
            + what
            + " (expected: "
            + order.samples(next)
            + " at "
            + order.startTicks(next)
            + ")");
  }

  /**
   * Learns that ffmpeg has ended.
   *
   * @throws TranscodeFailure if a segment is missing
   */
  public void end() throws TranscodeFailure {
    if (next < order.first() + order.count()) {
      throw lacking(frames.size() + " samples");
    }
  }
}
