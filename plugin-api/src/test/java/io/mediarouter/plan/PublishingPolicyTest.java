package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.request.Tolerance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishingPolicyTest {

  @Test
  void crowded_whatIsThereGoesFirst_andOnlyTheExactRenditionIsMade() {
    PublishingPolicy crowded = PublishingPolicy.DEFAULT.crowded();

    assertThat(crowded.options())
        .containsExactly(
            PublishingOption.DIRECT,
            PublishingOption.EXACT_CACHED,
            PublishingOption.FROM_SEGMENTS,
            PublishingOption.NEAR_CACHED,
            PublishingOption.PASS_THROUGH,
            PublishingOption.REMUX,
            PublishingOption.ON_DEMAND_EXACT,
            PublishingOption.ON_DEMAND_EXACT_PRIORITISED);
    assertThat(crowded.longestWait()).isZero();
  }

  @Test
  void crowded_aFewWait_whereAnybodyDoes() {
    Duration wait = Duration.ofSeconds(8);

    assertThat(PublishingPolicy.DEFAULT.crowded(wait).longestWait()).isEqualTo(wait);
    assertThat(PublishingPolicy.DEFAULT.crowded().crowded(wait).longestWait()).isZero();
  }

  @Test
  void crowded_nothingIsAllowedThatWasNot() {
    var policy = policy(PublishingOption.ON_DEMAND_EXACT, PublishingOption.EXACT_CACHED);

    assertThat(policy.crowded().options())
        .containsExactly(PublishingOption.EXACT_CACHED, PublishingOption.ON_DEMAND_EXACT);
  }

  @Test
  void crowded_whereNothingElseIsAllowed_variantsAreMade() {
    var policy = policy(PublishingOption.ON_DEMAND_VARIED);

    assertThat(policy.crowded().options()).containsExactly(PublishingOption.ON_DEMAND_VARIED);
  }

  private static PublishingPolicy policy(PublishingOption... options) {
    return new PublishingPolicy(List.of(options), Tolerance.EXACT, Duration.ofSeconds(1), false);
  }
}
