package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import io.mediarouter.vertx.config.resilience.BreakerWindow;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The breakers of a farm over time: trials by timer, servers that leave and come back. */
class BreakersTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  private final Vertx vertx = Vertx.vertx();
  private final Breakers breakers = new Breakers(vertx, config(), System::nanoTime);
  private final List<String> changes = new CopyOnWriteArrayList<>();

  BreakersTest() {
    breakers.onChange(breaker -> changes.add(breaker.report().state()));
  }

  private static BreakersConfig config() {
    var settings =
        new BreakerSettings(50, 80, BreakerWindow.calls(4), 2, SHORT, 1, SHORT, Slowness.DEFAULT);
    return new BreakersConfig(settings, Map.of(), Map.of());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Breaker t1() {
    return breakers.of("t1", Work.TRANSCODE);
  }

  private Permit permit() {
    return Objects.requireNonNull(t1().tryAcquire(), "refused");
  }

  private void fail(int calls) {
    for (int i = 0; i < calls; i++) {
      permit().close(Outcome.FAILURE, breakers.nanoTime());
    }
  }

  private void passAFewTrials() {
    await().pollDelay(SHORT.multipliedBy(5)).until(() -> true);
  }

  @Test
  void trialToWhichNobodyComes_goesOn_andIsNotTold() {
    fail(2);
    await().until(t1()::isOnTrial);

    passAFewTrials();

    assertThat(changes).containsExactly("open", "half_open");
  }

  @Test
  void breakerThatOpens_isSeenOpenBeforeItTriesAgain_howeverSlowItsListenersAre() {
    List<String> seen = new CopyOnWriteArrayList<>();
    breakers.onChange(
        breaker -> {
          passAFewTrials();
          seen.add(breaker.report().state());
        });

    fail(2);

    await().untilAsserted(() -> assertThat(seen).containsExactly("open", "half_open"));
  }

  @Test
  void trialCallThatBringsNothing_endsIt_andCountsNotForTheNext() {
    fail(2);
    await().until(t1()::isOnTrial);
    Permit hung = permit();

    await().untilAsserted(() -> assertThat(changes).contains("open", "half_open", "open"));
    await().until(t1()::isOnTrial);
    hung.close(Outcome.FAILURE, breakers.nanoTime());

    assertThat(t1().isOnTrial()).as("a new trial").isTrue();
    permit().close(Outcome.SUCCESS, breakers.nanoTime());
    assertThat(t1().report().state()).isEqualTo("closed");
    assertThat(t1().report().inFlight()).isZero();
  }

  @Test
  void trialCallThatAnswers_mayTakeItsTimeToTheEnd() {
    fail(2);
    await().until(t1()::isOnTrial);
    Permit large = permit();
    large.firstByte(breakers.nanoTime());

    passAFewTrials();

    assertThat(t1().isOnTrial()).isTrue();
    large.close(Outcome.SUCCESS, breakers.nanoTime());
    assertThat(t1().report().state()).isEqualTo("closed");
  }

  @Test
  void breakerOfAServerThatLeft_isClosedForGood_whateverItsCallsStillSay() {
    Permit underWay = permit();
    Permit slow = permit();
    fail(2);
    Breaker gone = t1();
    assertThat(changes).containsExactly("open");

    breakers.keepOnly(List.of("t2"));
    underWay.close(Outcome.FAILURE, breakers.nanoTime());
    slow.slow();
    slow.close(Outcome.FAILURE, breakers.nanoTime());
    passAFewTrials();

    assertThat(gone.isOpen()).isFalse();
    assertThat(changes).containsExactly("open");
    assertThat(t1()).isNotSameAs(gone);
    assertThat(t1().report().failures()).isZero();
  }
}
