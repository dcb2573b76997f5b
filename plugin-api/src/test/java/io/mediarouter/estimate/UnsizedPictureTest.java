package io.mediarouter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of a source that nobody has looked into is not taken for cheap. */
class UnsizedPictureTest {
  private static final SourceProperties UNPROBED =
      SourceProperties.of("\"v\"", "", "video/mp4", 1_000_000, Duration.ZERO, null, null);

  @Test
  void pictureOfUnknownSize_costsAsMuchAsALargeOne() {
    TaskEstimate unsized = estimate(UNPROBED, Map.of());
    TaskEstimate large = estimate(Sources.clip720p(), Map.of("width", "1280", "height", "720"));

    assertThat(unsized.demandCores()).isGreaterThan(large.demandCores());
    assertThat(unsized.workCoreSeconds()).isGreaterThan(large.workCoreSeconds());
  }

  @Test
  void oneSide_tellsTheOther() {
    TaskEstimate wide = estimate(UNPROBED, Map.of("height", "720", "duration", "10"));
    TaskEstimate sized = estimate(Sources.clip720p(), Map.of("height", "720"));

    assertThat(wide.demandCores()).isEqualTo(sized.demandCores());
  }

  @Test
  void sound_hasNoPicture() {
    assertThat(estimate(UNPROBED, Map.of("format", "m4a")).demandCores()).isEqualTo(1);
  }

  private static TaskEstimate estimate(SourceProperties source, Map<String, String> query) {
    RenditionRequest asked = RenditionParameters.read(query, RenditionRequest.DEFAULT);
    var task =
        new Task(
            new AssetId("films/one.mp4"),
            source,
            RenditionResolver.resolve(asked, source),
            EncodingSpeed.FAST);
    return new ConservativeEstimator().estimate(task).average();
  }
}
