package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.Tolerance;
import org.junit.jupiter.api.Test;

/** Which renditions may stand in for another one. */
class AcceptanceTest {
  private static Rendition of(int width, int height) {
    return new Rendition(Format.MP4, VideoCodec.H264, null, width, height, 0, 0, 0, 0, 0, 0);
  }

  private static boolean accepts(String asked, Rendition other) {
    return new Acceptance(
            Scene.request(asked), of(640, 360), Tolerance.ANY, ClientAbilities.of(null))
        .accepts(other);
  }

  @Test
  void anotherSizeOfTheSameShape_isNear_butNoOtherShape() {
    assertThat(accepts("height=360", of(854, 480))).isTrue();
    assertThat(accepts("height=360", of(426, 240))).isTrue();
    assertThat(accepts("height=360", of(480, 360))).as("4:3").isFalse();
    assertThat(accepts("height=360", of(640, 480))).as("4:3").isFalse();
    assertThat(accepts("height=360", of(360, 640))).as("upright").isFalse();
  }
}
