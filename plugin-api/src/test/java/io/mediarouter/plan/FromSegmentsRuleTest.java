package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.StoredParts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a whole rendition is put together of its stored segments. */
class FromSegmentsRuleTest {
  private static final String WANTED = "height=360";

  private static StoredParts parts(List<List<String>> holders) {
    return new StoredParts(20, 1_000_000, holders);
  }

  private static DecisionContext with(Scene scene, List<List<String>> holders) {
    return scene.context(Scene.request(WANTED)).with(parts(holders));
  }

  private static Decision decide(Scene scene, List<List<String>> holders) {
    return Scene.planner().decide(with(scene, holders));
  }

  @Test
  void allAreStored_noTranscodingServerIsNeeded_andThePriceIsTold() {
    Scene scene = Scene.farm().withoutTranscoder();
    Decision decision = decide(scene, List.of(List.of("d1")));
    assertThat(decision.option()).isEqualTo(PublishingOption.FROM_SEGMENTS);
    assertThat(decision.order().candidates())
        .singleElement()
        .satisfies(each -> assertThat(each.server().id()).isEqualTo("d1"))
        .satisfies(each -> assertThat(each.estimate().workCoreSeconds()).isBetween(0.001, 1.0));
    assertThat(DecisionWords.of(decision))
        .startsWith("Put together from the segments of its stream, which are stored on d1");
  }

  @Test
  void someAreOnNoServerThatIsUsable_itIsMade() {
    Decision decision = decide(Scene.farm(), List.of(List.of("d1"), List.of("gone")));
    assertThat(decision.option()).isEqualTo(PublishingOption.ON_DEMAND_EXACT);
    assertThat(decision.considered())
        .contains(new ConsideredOption(PublishingOption.FROM_SEGMENTS, Refusal.NO_COPY_AVAILABLE));
  }

  @Test
  void eachIsOnOneUsableServerAtLeast_itIsPutTogether() {
    Decision decision = decide(Scene.farm(), List.of(List.of("d1"), List.of("gone", "d1")));
    assertThat(decision.option()).isEqualTo(PublishingOption.FROM_SEGMENTS);
  }

  @Test
  void whatIsStoredAsAWhole_goesFirst() {
    Decision decision = decide(Scene.farm().stored(WANTED), List.of(List.of("d1")));
    assertThat(decision.option()).isEqualTo(PublishingOption.EXACT_CACHED);
  }

  @Test
  void crowdedProxy_stillPutsTogether() {
    Scene scene = Scene.farm().policy(PublishingPolicy.DEFAULT.crowded());
    assertThat(decide(scene, List.of(List.of("d1"))).option())
        .isEqualTo(PublishingOption.FROM_SEGMENTS);
  }
}
