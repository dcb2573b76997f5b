package io.mediarouter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How twelve cores are divided. */
class FairShareTest {
  private static final FairShare RULE = new FairShare(0.75);
  private static final String GREEDY = "greedy";

  private static ClientUse use(Map<String, Double> cores) {
    return new ClientUse(12, cores, Map.of());
  }

  @Test
  void whoIsAlone_mayHaveAll() {
    Share share = RULE.of(GREEDY, use(Map.of(GREEDY, 11.5)), false, Set.of());

    assertThat(share.isBounded()).isFalse();
    assertThat(share.allows(100)).isTrue();
  }

  @Test
  void asLongAsOthersAreThere_someIsKeptFree() {
    Share share = RULE.of(GREEDY, use(Map.of(GREEDY, 8.0)), true, Set.of());

    assertThat(share.allows(1)).isTrue();
    assertThat(share.allows(1.1)).isFalse();
  }

  @Test
  void anotherClientsTaskElsewhere_tellsThatItIsThere() {
    Share share = RULE.of(GREEDY, use(Map.of(GREEDY, 8.0, "far away", 1.0)), false, Set.of());

    assertThat(share.allows(2)).isFalse();
  }

  @Test
  void whenAnotherWaits_eachGetsHalf() {
    Share greedy = RULE.of(GREEDY, use(Map.of(GREEDY, 5.0)), true, Set.of("modest"));

    assertThat(greedy.allows(1)).isTrue();
    assertThat(greedy.allows(1.5)).isFalse();
  }

  @Test
  void whoIsContentWithLess_keepsIt_andTheRestIsDivided() {
    ClientUse use = use(Map.of(GREEDY, 4.0, "content", 2.0, "wants more", 1.0));

    Share greedy = RULE.of(GREEDY, use, true, Set.of("wants more"));

    assertThat(greedy.allowedCores()).isEqualTo(5);
  }

  @Test
  void whatAnotherHadOfLate_isKeptForIt() {
    var use = new ClientUse(12, Map.of(GREEDY, 7.0), Map.of("between two", 4.0), Map.of());

    Share greedy = RULE.of(GREEDY, use, true, Set.of());

    assertThat(greedy.allowedCores()).isEqualTo(8);
  }

  @Test
  void nobodyKeepsMoreThanAnEqualPart_ofWhatAnotherWants() {
    var use =
        new ClientUse(12, Map.of("new", 1.0), Map.of("had all", 12.0, "small", 2.0), Map.of());

    Share share = RULE.of("new", use, true, Set.of());

    assertThat(share.allowedCores()).isEqualTo(5);
  }

  @Test
  void whoHasNothing_mayAlwaysHaveOneTask() {
    Share modest = RULE.of("modest", use(Map.of(GREEDY, 12.0)), true, Set.of(GREEDY));

    assertThat(modest.allows(100)).isTrue();
  }

  @Test
  void whoHasNothingJustNow_doesNotJumpTheLine_beforeWhoHadLessOfLate() {
    var use = new ClientUse(12, Map.of("third", 1.0), Map.of(GREEDY, 300.0, "modest", 20.0));

    Share greedy = RULE.of(GREEDY, use, true, Set.of("modest"));
    Share modest = RULE.of("modest", use, true, Set.of(GREEDY));

    assertThat(greedy.allows(12)).isFalse();
    assertThat(greedy.allows(5)).as("there is as much for the other").isTrue();
    assertThat(modest.allows(12)).isTrue();
  }

  @Test
  void asManyAsOthersRunFor_areNext() {
    ClientUse use = use(Map.of(GREEDY, 12.0));

    assertThat(RULE.of("modest", use, true, Set.of(GREEDY)).isNext()).isTrue();
    assertThat(RULE.of("modest", use, true, Set.of("third")).isNext()).isFalse();
    assertThat(RULE.of(GREEDY, use, true, Set.of()).isNext()).isFalse();
  }

  @Test
  void nobodyInParticular_hasNoBound() {
    assertThat(RULE.of("", use(Map.of(GREEDY, 12.0)), true, Set.of(GREEDY)).allows(9)).isTrue();
  }

  @Test
  void shareOfNothing_isRefused() {
    assertThatThrownBy(() -> new FairShare(0)).hasMessageContaining("> 0");
  }
}
