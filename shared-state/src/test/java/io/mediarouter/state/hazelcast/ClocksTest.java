package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.state.hazelcast.Clocks.Skew;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String OTHER = "other";
  private static final Set<String> PRESENT = Set.of(OTHER);

  private final Clocks clocks = new Clocks();
  private Instant now = NOON;

  @Test
  void clockOfAMinuteAhead_isCorrectedByWhatItIsAhead() {
    hear(60_000, 80);
    hear(60_000, 3);
    hear(60_000, 900);

    assertThat(clocks.correction(OTHER)).isBetween(Duration.ofMillis(-60_000), millis(-59_900));
    assertThat(clocks.ahead(PRESENT)).containsEntry(OTHER, millis(59_997));
  }

  @Test
  void clockOfAMinuteBehind_isCorrectedByWhatItIsBehind() {
    hear(-60_000, 2);

    assertThat(clocks.correction(OTHER)).isEqualTo(millis(60_002));
    assertThat(clocks.ahead(PRESENT)).containsEntry(OTHER, millis(-60_002));
  }

  @Test
  void slowNetwork_isNoSkew() {
    assertThat(hear(0, 700)).isFalse();
    assertThat(hear(0, 1)).as("read anew").isTrue();
    assertThat(hear(0, 5_000)).isFalse();

    assertThat(clocks.correction(OTHER)).isZero();
    assertThat(clocks.beat(PRESENT)).isEmpty();
    assertThat(clocks.beat(PRESENT)).isEmpty();
  }

  @Test
  void clocksThatAreRightToAFractionOfASecond_areLeftAlone() {
    hear(200, 1);
    assertThat(hear(-200, 1)).isFalse();

    assertThat(clocks.correction(OTHER)).isZero();
  }

  @Test
  void clockThatIsSetAnew_isFollowed() {
    hear(60_000, 1);
    beatsWith(0, 10);

    assertThat(clocks.correction(OTHER)).isZero();

    assertThat(hear(30_000, 1)).as("ahead again").isTrue();
    assertThat(clocks.correction(OTHER)).isEqualTo(millis(-29_999));
  }

  @Test
  void memberThatFallsSilent_keepsItsClock() {
    hear(60_000, 1);
    for (int i = 0; i < 50; i++) {
      clocks.beat(PRESENT);
    }

    assertThat(clocks.correction(OTHER)).isEqualTo(millis(-59_999));
    hear(60_000, 20_000);
    assertThat(clocks.correction(OTHER)).isEqualTo(millis(-59_999));
  }

  @Test
  void skewAboveASecond_isToldOncePerDirection() {
    hear(2_000, 1);
    assertThat(clocks.beat(PRESENT)).as("after one beat").isEmpty();
    assertThat(clocks.beat(PRESENT)).containsExactly(new Skew(OTHER, millis(1_999)));
    hear(2_100, 1);
    assertThat(clocks.beat(PRESENT)).isEmpty();

    for (int i = 0; i < 10; i++) {
      hear(-2_000, 1);
      if (!clocks.beat(PRESENT).isEmpty()) {
        assertThat(clocks.ahead(PRESENT)).containsEntry(OTHER, millis(-2_001));
        return;
      }
    }
    throw new AssertionError("behind is not told");
  }

  @Test
  void skewOfAMemberThatIsGone_isNotToldNorShown() {
    hear(60_000, 1);
    clocks.beat(Set.of());
    assertThat(clocks.beat(Set.of())).isEmpty();

    assertThat(clocks.ahead(Set.of())).isEmpty();
    assertThat(clocks.correction(OTHER)).as("of what it left").isEqualTo(millis(-59_999));
  }

  private void beatsWith(long ahead, int count) {
    for (int i = 0; i < count; i++) {
      clocks.beat(PRESENT);
      hear(ahead, 1);
    }
  }

  private boolean hear(long ahead, long delay) {
    Instant sent = now.plusMillis(ahead);
    now = now.plusMillis(delay);
    return clocks.note(OTHER, sent, now);
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(count);
  }
}
