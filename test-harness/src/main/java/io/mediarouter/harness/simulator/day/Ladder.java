package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.IntRange;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.VideoCodec;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The forms that the audience asks for, and how often. */
final class Ladder {
  private static final int[] HEIGHTS = {240, 360, 480, 720, 1080};
  private static final double[] SHARES = {0.10, 0.20, 0.25, 0.30, 0.15};

  /** All of them. */
  static final List<RenditionRequest> ALL =
      Stream.of(VideoCodec.H264, VideoCodec.HEVC)
          .flatMap(codec -> IntStream.of(HEIGHTS).mapToObj(height -> request(height, codec)))
          .toList();

  private Ladder() {}

  /** A request for H.264 of that height. */
  static RenditionRequest request(int height) {
    return request(height, VideoCodec.H264);
  }

  static RenditionRequest request(int height, VideoCodec codec) {
    return new RenditionRequest(
        null, codec, null, false, null, IntRange.exactly(height), null, null, null, 0, 0, 0);
  }

  /**
   * What a viewer asks for.
   *
   * @param hevc share of viewers whose players ask for HEVC
   */
  static RenditionRequest draw(RandomGenerator random, double hevc) {
    int first = random.nextDouble() < hevc ? HEIGHTS.length : 0;
    double at = random.nextDouble();
    for (int i = 0; i < HEIGHTS.length - 1; i++) {
      at -= SHARES[i];
      if (at < 0) {
        return ALL.get(first + i);
      }
    }
    return ALL.get(first + HEIGHTS.length - 1);
  }
}
