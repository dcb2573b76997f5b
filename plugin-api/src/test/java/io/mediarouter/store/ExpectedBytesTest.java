package io.mediarouter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import org.junit.jupiter.api.Test;

/** How large something will be that is not made yet. */
class ExpectedBytesTest {
  private static final SourceProperties CLIP = Sources.clip720p();

  @Test
  void whatIsUsual_byFormAndLength() {
    assertThat(ratio("h264-1280x720.mp4", "h264-640x360.mp4")).isBetween(2.5, 3.0);
    assertThat(ratio("h264-1280x720.mp4", "hevc-1280x720.mp4")).isBetween(1.4, 1.6);
    double seconds = CLIP.duration().toMillis() / 1000.0;
    assertThat(bytes("h264-1280x720.mp4")).isCloseTo(seconds * 2_628_000 / 8, within(1.0));
  }

  private static double ratio(String one, String other) {
    return bytes(one) / bytes(other);
  }

  private static double bytes(String key) {
    return ExpectedBytes.of(RenditionKey.read(key).orElseThrow(), CLIP);
  }
}
