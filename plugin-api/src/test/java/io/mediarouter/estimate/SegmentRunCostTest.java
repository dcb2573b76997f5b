package io.mediarouter.estimate;

import static io.mediarouter.estimate.Tasks.SERVER;
import static io.mediarouter.estimate.Tasks.finished;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import org.junit.jupiter.api.Test;

/** Runs of segments, long and short, tell what runs near them cost. */
class SegmentRunCostTest {
  private static final int SECONDS = 4;

  private final HistoryEstimator estimator = new HistoryEstimator(HistoryLimits.DEFAULT);

  private static Task run(int first, int count) {
    Rendition made =
        new Rendition(
            Format.M4S,
            VideoCodec.H264,
            null,
            640,
            360,
            Fit.INSIDE,
            30_000,
            800_000,
            0,
            0,
            first * SECONDS * 1000L,
            count * SECONDS * 1000L);
    return new Task(
        new AssetId("film.mp4"), Tasks.source(1920, 1080, 600), made, EncodingSpeed.FAST);
  }

  private double perSegment(int first, int count) {
    return estimator.estimate(run(first, count), SERVER).workCoreSeconds() / count;
  }

  @Test
  void aSegmentCostsWhatTheRunAroundItDoes_whateverTheirLengths() {
    for (int first = 0; first < 120; first += 8) {
      estimator.learn(finished(run(first, 8), 8 * (first < 60 ? 0.5 : 2.0)));
    }

    assertThat(perSegment(110, 1)).isGreaterThan(1.3 * perSegment(20, 1));
    assertThat(perSegment(100, 4)).isGreaterThan(1.3 * perSegment(12, 4));
  }

  @Test
  void aLongerRunCostsMore() {
    for (int first = 0; first < 40; first += 2) {
      estimator.learn(finished(run(first, 2), 1.2));
    }

    double eight = estimator.estimate(run(40, 8), SERVER).workCoreSeconds();
    assertThat(eight).isBetween(2.4, 7.0);
  }
}
