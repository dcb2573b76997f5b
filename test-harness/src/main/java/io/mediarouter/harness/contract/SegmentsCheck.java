package io.mediarouter.harness.contract;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.container.TrackCodecs;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.Rung;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.Sound;
import io.mediarouter.stream.StreamTrack;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The demand that segments made in several runs fit each other and the grid of their stream. */
final class SegmentsCheck {
  private static final FrameRate RATE = new FrameRate(25, 1);
  private static final int SEGMENT_SECONDS = 4;
  private static final int OK = 200;

  private final Exchange exchange;
  private byte[] head = new byte[0];

  /** How a server is asked for a run. */
  interface Exchange {
    Seen ask(StreamTrack track, int first, int count) throws IOException;
  }

  SegmentsCheck(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Pictures of a source that plays so long. */
  CheckResult pictures(double seconds) throws IOException {
    Rung rung = Rung.of("pictures", VideoCodec.H264, 640, 360, RATE, 800_000);
    return of(new StreamTrack(grid(seconds), rung, null), rung.codecs());
  }

  /** Its sound. */
  CheckResult sound(double seconds) throws IOException {
    Sound sound = new Sound("sound", AudioCodec.AAC, 128_000, -1, "", "Sound", true);
    return of(new StreamTrack(grid(seconds), null, sound), sound.codecs());
  }

  /** Its sound in 5.1. */
  CheckResult surround(double seconds) throws IOException {
    int bits = Sound.SURROUND_BITS;
    var sound = new Sound("sound", AudioCodec.AAC, bits, -1, "", "Sound", true, Sound.SURROUND);
    CheckResult found = of(new StreamTrack(grid(seconds), null, sound), sound.codecs());
    int channels = TrackCodecs.channels(head);
    return found.verdict() == CheckResult.Verdict.HOLDS && channels != Sound.SURROUND
        ? CheckResult.missing("its head tells of " + channels + " channels")
        : found;
  }

  private static SegmentGrid grid(double seconds) {
    return SegmentGrid.of(RATE, SEGMENT_SECONDS, Duration.ofMillis((long) (seconds * 1000)));
  }

  private CheckResult of(StreamTrack track, String codecs) throws IOException {
    int last = track.grid().count() - 1;
    Optional<String> wrong = wrong(track, last, 1);
    if (wrong.isEmpty()) {
      wrong = wrong(track, 0, last);
    }
    if (wrong.isPresent()) {
      return CheckResult.missing(wrong.orElseThrow());
    }
    String made = TrackCodecs.of(head).orElse("of an unknown codec");
    return CheckResult.of(made.equals(codecs), last + 1 + " segments in two runs, " + made);
  }

  private Optional<String> wrong(StreamTrack track, int first, int count) throws IOException {
    Seen seen = exchange.ask(track, first, count);
    if (seen.status() != OK) {
      return Optional.of(seen.words());
    }
    try {
      SegmentSplitter splitter = new SegmentSplitter(first);
      for (SegmentSplitter.Segment each : splitter.feed(seen.body())) {
        if (!track.isOnGrid(each.number(), each.start(), each.samples())) {
          return Optional.of(
              "segment %d has %d samples at %d, which is not its place"
                  .formatted(each.number(), each.samples(), each.start()));
        }
      }
      return unlike(splitter, first + count);
    } catch (MalformedSegmentsException e) {
      return Optional.of("no segments: " + e.getMessage());
    }
  }

  private Optional<String> unlike(SegmentSplitter splitter, int end) {
    if (splitter.isCut() || splitter.next() != end) {
      return Optional.of("it ends within segment " + splitter.next());
    }
    byte[] made = splitter.init().orElseThrow();
    boolean same = head.length == 0 || Arrays.equals(head, made);
    head = made;
    return same ? Optional.empty() : Optional.of("the head is another one in each run");
  }
}
