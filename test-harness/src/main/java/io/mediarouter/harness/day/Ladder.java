package io.mediarouter.harness.day;

import io.mediarouter.media.IntRange;
import io.mediarouter.media.RenditionRequest;
import java.util.List;
import java.util.random.RandomGenerator;

/** The forms that the audience asks for, and how often. */
final class Ladder {
  private static final int[] HEIGHTS = {240, 360, 480, 720, 1080};
  private static final double[] SHARES = {0.10, 0.20, 0.25, 0.30, 0.15};

  /** All of them. */
  static final List<RenditionRequest> ALL =
      List.of(request(240), request(360), request(480), request(720), request(1080));

  private Ladder() {}

  static RenditionRequest request(int height) {
    return new RenditionRequest(
        null, null, null, false, null, IntRange.exactly(height), null, null, null, 0, 0, 0);
  }

  static RenditionRequest draw(RandomGenerator random) {
    double at = random.nextDouble();
    for (int i = 0; i < HEIGHTS.length - 1; i++) {
      at -= SHARES[i];
      if (at < 0) {
        return ALL.get(i);
      }
    }
    return ALL.get(HEIGHTS.length - 1);
  }
}
