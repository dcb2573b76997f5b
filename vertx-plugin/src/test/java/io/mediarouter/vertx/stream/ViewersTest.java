package io.mediarouter.vertx.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.Sound;
import io.mediarouter.stream.StreamTrack;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ViewersTest {
  private static final SegmentGrid GRID =
      SegmentGrid.of(new FrameRate(25, 1), 4, Duration.ofMinutes(10));
  private static final StreamTrack TRACK =
      new StreamTrack(
          GRID, null, new Sound("audio", AudioCodec.AAC, 128_000, -1, "", "Sound", true));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Viewers viewers = new Viewers(() -> now);

  private void ask(String film, int segment) {
    viewers.asks(new AssetId(film), "v", TRACK, segment, null);
  }

  @Test
  void manyWhoWatch_areRemembered_andThoseWhoLeftAreForgottenByAndBy() {
    for (int i = 0; i < 20_000; i++) {
      ask("film-" + i, 0);
    }
    assertThat(viewers.size()).isEqualTo(20_000);
    now = now.plusSeconds(60);
    for (int i = 0; i < 20_000; i++) {
      ask("watched", i / 4_000);
    }
    assertThat(viewers.size()).isEqualTo(1);
  }

  @Test
  void whoStays_isNotForgotten_whoeverElseComes() {
    for (int i = 0; i < 500; i++) {
      ask("watched", i / 100);
      ask("another-" + i, 0);
      now = now.plusMillis(40);
    }
    assertThat(viewers.find(new AssetId("watched"), "v", TRACK, 5)).isPresent();
    assertThat(viewers.find(new AssetId("watched"), "v", TRACK, 5).orElseThrow().watched())
        .isEqualTo(4);
  }
}
