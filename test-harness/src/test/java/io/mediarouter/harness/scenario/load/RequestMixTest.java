package io.mediarouter.harness.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestMixTest {
  private static final LoadPlan PLAN =
      LoadPlan.NOTHING.withVaried("a.mp4", "b.mp4").withThumbnails("a.mp4?preset=thumbnail");

  @Test
  void sameSeed_givesTheSameRequests() {
    assertThat(first(200, PLAN, 7)).isEqualTo(first(200, PLAN, 7));
    assertThat(first(200, PLAN, 7)).isNotEqualTo(first(200, PLAN, 8));
  }

  @Test
  void weights_setHowOftenAKindIsAskedFor() {
    LoadPlan plan = PLAN.withWeights(Map.of(RequestKind.VARIED, 9, RequestKind.THUMBNAIL, 1));

    List<String> thousand = first(1000, plan, 1);

    assertThat(thousand.stream().filter(target -> target.contains("thumbnail")).count())
        .isBetween(60L, 140L);
  }

  @Test
  void kindsWithoutTargetsOrWeight_areNeverAskedFor() {
    LoadPlan plan = PLAN.withWeights(Map.of(RequestKind.VARIED, 1, RequestKind.STORED, 1));

    assertThat(first(200, plan, 1)).allMatch(target -> target.contains("height="));
  }

  @Test
  void variedRenditions_hardlyRepeat() {
    LoadPlan plan = PLAN.withWeights(Map.of(RequestKind.VARIED, 1));

    assertThat(first(200, plan, 1).stream().distinct().count()).isGreaterThan(180);
  }

  private static List<String> first(int count, LoadPlan plan, long seed) {
    RequestMix mix = new RequestMix(plan, KnownBodies.NONE, new Random(seed));
    return Stream.generate(mix::next).limit(count).map(MixedRequest::target).toList();
  }
}
