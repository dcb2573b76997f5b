package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyTableTest {
  private static final PublishingPolicy DEFAULT = PublishingPolicy.DEFAULT;
  private static final PolicyChange STORED_ALONE =
      new PolicyChange(List.of(PublishingOption.EXACT_CACHED), null, null, null);
  private static final PolicyChange PATIENT =
      new PolicyChange(null, null, Duration.ofSeconds(2), true);
  private static final PolicyChange NEAR = PolicyChange.of(Tolerance.NEAR);

  private final PolicyTable table =
      new PolicyTable(
          DEFAULT, Map.of("360p", NEAR), Map.of("films/", STORED_ALONE, "films/new/", PATIENT));

  private static MediaRequest request(String path, @Nullable String preset) {
    return new MediaRequest(
        new AssetId(path),
        RenditionRequest.DEFAULT,
        preset,
        null,
        ClientAbilities.UNKNOWN,
        Priority.DEFAULT,
        null,
        "");
  }

  @Test
  void whatNothingIsSaidOf_hasTheDefault() {
    assertThat(table.policyOf(request("clips/a.mp4", null))).isEqualTo(DEFAULT);
    assertThat(table.policyOf(request("films", "720p"))).isEqualTo(DEFAULT);
  }

  @Test
  void theLongestPath_changesTheDefault() {
    assertThat(table.policyOf(request("films/a.mp4", null))).isEqualTo(STORED_ALONE.over(DEFAULT));
    assertThat(table.policyOf(request("films/new/a.mp4", null))).isEqualTo(PATIENT.over(DEFAULT));
  }

  @Test
  void aPreset_changesWhatItSays_andLeavesTheRestOfThePathsPolicy() {
    assertThat(table.policyOf(request("films/a.mp4", "360p")))
        .isEqualTo(
            new PublishingPolicy(
                List.of(PublishingOption.EXACT_CACHED),
                Tolerance.NEAR,
                PublishingPolicy.DEFAULT_LONGEST_WAIT,
                false));
    assertThat(table.policyOf(request("clips/a.mp4", "360p"))).isEqualTo(NEAR.over(DEFAULT));
  }

  @Test
  void ofTwoChanges_theFirstCounts_whereBothSaySomething() {
    assertThat(NEAR.or(PolicyChange.of(Tolerance.ANY)).or(PATIENT))
        .isEqualTo(new PolicyChange(null, Tolerance.NEAR, Duration.ofSeconds(2), true));
  }
}
