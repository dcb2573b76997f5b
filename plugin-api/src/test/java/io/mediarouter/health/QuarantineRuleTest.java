package io.mediarouter.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuarantineRuleTest {
  private static final AssetId CLIP = new AssetId("films/clip.mp4");
  private static final AssetId OTHER = new AssetId("films/other.mp4");
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final QuarantineRule rule = new QuarantineRule(2, Duration.ofMinutes(5));

  @Test
  void whatFailedOnTwoServers_isLeftAlone_untilItsTimeIsOver() {
    var failures = List.of(failure(CLIP, "a", "t1"), failure(CLIP, "a", "t2"));
    Instant end = NOW.plus(Duration.ofMinutes(5));

    assertThat(rule.until(failures, 3, NOW)).contains(end);
    assertThat(rule.until(failures, 3, end)).contains(end);
    assertThat(rule.until(failures, 3, end.plusMillis(1))).isEmpty();
  }

  @Test
  void whatFailedOnOneServer_isTriedOnOthers_unlessThereAreNone() {
    var once = List.of(failure(CLIP, "a", "t1"));
    var twice = List.of(failure(CLIP, "a", "t1").plus("t1", NOW));

    assertThat(rule.until(twice, 2, NOW)).isEmpty();
    assertThat(rule.until(once, 1, NOW)).isEmpty();
    assertThat(rule.until(twice, 1, NOW)).isPresent();
  }

  @Test
  void aVerdict_countsAtOnce_forTheSourcesVersion_andIsHeldAgainstNobody() {
    var refused = List.of(failure(CLIP, "a", "t1").with(new Verdict(422, "no such stream", null)));
    Instant end = NOW.plus(QuarantineRule.VERDICT_LENGTH);

    assertThat(rule.until(refused, 12, NOW)).contains(end);
    assertThat(rule.until(refused, 12, end.plusMillis(1))).isEmpty();
    assertThat(rule.isHeldAgainst("t2", CLIP, "b", refused, NOW)).isTrue();
  }

  @Test
  void aVerdictThatAServersOwnMistakesMayCause_isForgottenSoonAfterTheyAreMended() {
    var refused = List.of(failure(CLIP, "a", "t1").with(new Verdict(403, "not allowed", null)));

    assertThat(rule.until(refused, 12, NOW)).contains(NOW.plus(QuarantineRule.DOUBTFUL_LENGTH));
  }

  @Test
  void aServerThatFailsAtOneThing_isBlamedEachTime_andAtOthersToo() {
    var failures = List.of(failure(CLIP, "a", "t1"));

    assertThat(rule.isHeldAgainst("t1", CLIP, "a", failures, NOW)).isTrue();
    assertThat(rule.isHeldAgainst("t1", OTHER, "a", failures, NOW)).isTrue();
  }

  @Test
  void aSourceThatHasFailed_isNotHeldAgainstAnother_norInAnotherRendition() {
    var failures = List.of(failure(CLIP, "a", "t1"));

    assertThat(rule.isHeldAgainst("t2", CLIP, "a", failures, NOW)).isFalse();
    assertThat(rule.isHeldAgainst("t1", CLIP, "b", failures, NOW)).isFalse();
    Instant later = NOW.plus(Duration.ofMinutes(6));
    assertThat(rule.isHeldAgainst("t2", CLIP, "b", failures, later)).isTrue();
  }

  @Property
  void aPoisonSource_inWhateverOrderItFails_isHeldAgainstOneServerAtMost(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int servers,
      @ForAll @IntRange(min = 1, max = 20) int renditions) {
    RandomGenerator random = new SplittableRandom(seed);
    var seen = new ArrayList<MediaFailure>();
    Set<String> blamed = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      String server = "t" + random.nextInt(servers);
      String rendition = "r" + random.nextInt(renditions);
      if (rule.isHeldAgainst(server, CLIP, rendition, seen, NOW)) {
        blamed.add(server);
      }
      seen.add(failure(CLIP, rendition, server));
    }

    assertThat(blamed).hasSize(1);
  }

  @Property
  void nothingIsLeftAlone_beforeItHasFailedOftenEnough(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int needed) {
    RandomGenerator random = new SplittableRandom(seed);
    var strict = new QuarantineRule(needed, Duration.ofMinutes(5));
    var seen = new ArrayList<MediaFailure>();
    Set<String> servers = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String server = "t" + random.nextInt(6);
      seen.add(failure(CLIP, "a", server));
      servers.add(server);
      assertThat(strict.until(seen, 6, NOW).isPresent()).isEqualTo(servers.size() >= needed);
    }
  }

  private static MediaFailure failure(AssetId asset, String rendition, String server) {
    return new MediaFailure(asset, "v1", rendition, Set.of(server), 1, NOW);
  }
}
