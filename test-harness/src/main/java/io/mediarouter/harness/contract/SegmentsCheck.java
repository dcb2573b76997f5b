package io.mediarouter.harness.contract;

import io.mediarouter.container.MalformedSegmentsException;
import io.mediarouter.container.SegmentSplitter;
import io.mediarouter.container.TrackCodecs;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.Rung;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.SegmentRun;
import io.mediarouter.stream.Sound;
import io.mediarouter.stream.StreamForm;
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
    Seen ask(SegmentRun run, EncodingSpeed speed) throws IOException;
  }

  SegmentsCheck(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Pictures of a source that plays so long. */
  Finding pictures(double seconds) throws IOException {
    return of(Rung.of("pictures", VideoCodec.H264, 640, 360, RATE, 800_000), seconds);
  }

  /** Its sound. */
  Finding sound(double seconds) throws IOException {
    return of(new Sound("sound", AudioCodec.AAC, 128_000, -1, "", "Sound", true), seconds);
  }

  private Finding of(StreamForm form, double seconds) throws IOException {
    SegmentGrid grid =
        SegmentGrid.of(RATE, SEGMENT_SECONDS, Duration.ofMillis((long) (seconds * 1000)));
    int last = grid.count() - 1;
    for (SegmentRun run :
        new SegmentRun[] {SegmentRun.of(grid, form, last), new SegmentRun(grid, form, 0, last)}) {
      Optional<String> wrong = wrong(run);
      if (wrong.isPresent()) {
        return Finding.missing(wrong.orElseThrow());
      }
    }
    return coding(form, grid.count());
  }

  private Finding coding(StreamForm form, int count) {
    String made = TrackCodecs.of(head).orElse("unknown");
    return Finding.of(made.equals(form.codecs()), count + " segments in two runs, " + made);
  }

  private Optional<String> wrong(SegmentRun run) throws IOException {
    Seen seen = exchange.ask(run, EncodingSpeed.FAST);
    if (seen.status() != OK) {
      return Optional.of(seen.words());
    }
    try {
      SegmentSplitter splitter = new SegmentSplitter(run.first());
      for (SegmentSplitter.Segment each : splitter.feed(seen.body())) {
        boolean right =
            each.samples() == run.samples(each.number())
                && each.start() == run.startTicks(each.number());
        if (!right) {
          return Optional.of(misplaced(each, run));
        }
      }
      return unlike(splitter, run);
    } catch (MalformedSegmentsException e) {
      return Optional.of("no segments: " + e.getMessage());
    }
  }

  private static String misplaced(SegmentSplitter.Segment each, SegmentRun run) {
    return "segment %d has %d samples at %d (expected: %d at %d)"
        .formatted(
            each.number(),
            each.samples(),
            each.start(),
            run.samples(each.number()),
            run.startTicks(each.number()));
  }

  private Optional<String> unlike(SegmentSplitter splitter, SegmentRun run) {
    if (splitter.isCut() || splitter.next() != run.first() + run.count()) {
      return Optional.of("it ends within segment " + splitter.next());
    }
    byte[] made = splitter.init().orElseThrow();
    boolean same = head.length == 0 || Arrays.equals(head, made);
    head = made;
    return same ? Optional.empty() : Optional.of("the head is another one in each run");
  }
}
