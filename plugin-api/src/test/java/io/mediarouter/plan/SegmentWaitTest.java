package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.VideoCodec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a player's segment waits for room. */
class SegmentWaitTest {
  private static final RenditionRequest SEGMENT =
      RenditionQuery.request(
          new Rendition(
              Format.M4S, VideoCodec.H264, null, 640, 360, 30_000, 800_000, 0, 0, 8000, 4000));

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void whoHasNothingToPlay_waitsForAsLongAsPlayersDo_lessWhatMakingTakes() {
    assertThat(SegmentWait.of(null, 4000)).isEqualTo(seconds(6));
    assertThat(SegmentWait.of(null, 1)).isEqualTo(seconds(7));
    assertThat(SegmentWait.of(null, 10_000)).isEqualTo(seconds(5));
  }

  @Test
  void whoHasMoreToPlay_waitsLonger_andNobodyForEver() {
    assertThat(SegmentWait.of(seconds(3), 4000)).isEqualTo(seconds(6));
    assertThat(SegmentWait.of(seconds(15), 4000)).isEqualTo(seconds(13));
    assertThat(SegmentWait.of(seconds(60), 4000)).isEqualTo(seconds(18));
  }

  @Test
  void whereFewMayWait_nobodyDoesForLongerThanItHasSomethingToPlay() {
    assertThat(SegmentWait.whilePlaying(null, 4000)).isZero();
    assertThat(SegmentWait.whilePlaying(seconds(1), 4000)).isZero();
    assertThat(SegmentWait.whilePlaying(seconds(10), 4000)).isEqualTo(seconds(8));
    assertThat(SegmentWait.whilePlaying(seconds(60), 4000)).isEqualTo(seconds(18));
  }

  @Test
  void segmentOfAPlayerThatRunsDry_isLate_ratherThanRefused() {
    Scene dry =
        Scene.farm()
            .running("a", TaskKind.ON_DEMAND, 0, 4, 0, true)
            .policy(PublishingPolicy.DEFAULT.waitingAtLeast(seconds(6)))
            .patience(Duration.ofMillis(200));

    assertThat(dry.decide(SEGMENT).option()).isEqualTo(PublishingOption.REJECT);
    assertThat(dry.decide(SEGMENT).worthWaiting()).isEqualTo(seconds(6));
    assertThat(dry.waited(seconds(4)).decide(SEGMENT).worthWaiting()).isEqualTo(seconds(2));
  }
}
