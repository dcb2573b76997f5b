package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import io.mediarouter.vertx.config.resilience.BreakerWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One breaker on a clock of its own: it opens, tries again, closes, and takes other settings. */
class BreakerTest {
  private static final Duration OPEN_FOR = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> changes = new ArrayList<>();
  private final Breaker breaker = breaker(settings(50, 80, BreakerWindow.calls(4), 4));

  private Breaker breaker(BreakerSettings settings) {
    return new Breaker(
        "t1",
        Work.TRANSCODE,
        settings,
        nanos::get,
        changed -> changes.add(changed.report().state()));
  }

  private static BreakerSettings settings(
      float failures, float slow, BreakerWindow window, int minimum) {
    return new BreakerSettings(
        failures, slow, window, minimum, OPEN_FOR, 2, Duration.ofSeconds(10), Slowness.DEFAULT);
  }

  private void call(Outcome outcome) {
    permit().close(outcome, nanos.get());
  }

  private Permit permit() {
    return Objects.requireNonNull(breaker.tryAcquire(), "refused");
  }

  private void calls(Outcome outcome, int count) {
    for (int i = 0; i < count; i++) {
      call(outcome);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void opensWhenTooManyCallsFail_andRefuses() {
    calls(Outcome.SUCCESS, 2);
    calls(Outcome.FAILURE, 2);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.tryAcquire()).isNull();
    assertThat(breaker.report().refused()).isEqualTo(1);
    assertThat(changes).containsExactly("open");
  }

  @Test
  void callsThatSayNothing_areNotCounted() {
    calls(Outcome.FAILURE, 1);
    calls(Outcome.IGNORED, 100);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.report().buffered()).isEqualTo(1);
    assertThat(breaker.report().inFlight()).isZero();
  }

  @Test
  void opensWhenTooManyCallsAreSlow_beforeTheyAreOver() {
    List<Permit> underWay = List.of(permit(), permit(), permit(), permit());
    underWay.forEach(Permit::slow);

    assertThat(breaker.isOpen()).isTrue();
    underWay.forEach(permit -> permit.close(Outcome.FAILURE, nanos.get()));
    assertThat(breaker.report().inFlight()).isZero();
    assertThat(breaker.report().slow()).isEqualTo(4);
    assertThat(breaker.report().failures()).isEqualTo(4);
    assertThat(breaker.report().successes()).isZero();
  }

  @Test
  void halfOfTheCallsHang_whichIsFailure_thoughTheyAreFoundSlowFirst() {
    calls(Outcome.SUCCESS, 2);
    List<Permit> hung = List.of(permit(), permit());
    hung.forEach(Permit::slow);
    assertThat(breaker.isOpen()).as("half are slow").isFalse();

    hung.forEach(permit -> permit.close(Outcome.FAILURE, nanos.get()));

    assertThat(breaker.isOpen()).as("half failed").isTrue();
    assertThat(breaker.report().failureRate()).isEqualTo(50);
  }

  @Test
  void slowCallsOfBefore_makeRoomForThoseUnderWay() {
    calls(Outcome.SUCCESS, 4);
    List<Permit> late = List.of(permit(), permit(), permit(), permit());

    late.subList(0, 3).forEach(Permit::slow);
    assertThat(breaker.isOpen()).as("three of four").isFalse();
    late.get(3).slow();

    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void slowCallThatIsCutOff_wasSlowAllTheSame() {
    for (int i = 0; i < 4; i++) {
      Permit permit = permit();
      permit.slow();
      permit.close(Outcome.IGNORED, nanos.get());
    }

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.report().slow()).isEqualTo(4);
  }

  @Test
  void waitBeforeACallIsSent_isNotTheServers() {
    for (int i = 0; i < 4; i++) {
      Permit permit = permit();
      pass(Duration.ofMinutes(1));
      permit.sent(nanos.get());
      permit.close(Outcome.SUCCESS, nanos.get());
    }

    assertThat(breaker.report().slow()).isZero();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void callsThatBeganBeforeItOpened_sayNothingOfTheTrial() {
    Permit old = permit();
    calls(Outcome.FAILURE, 4);
    breaker.tryAgain();

    old.close(Outcome.FAILURE, nanos.get());
    calls(Outcome.SUCCESS, 2);

    assertThat(changes).containsExactly("open", "half_open", "closed");
  }

  @Test
  void aLongAnswerWhoseFirstByteWasQuick_isNotSlow() {
    for (int i = 0; i < 4; i++) {
      Permit permit = permit();
      pass(Duration.ofMillis(100));
      permit.firstByte(nanos.get());
      pass(Duration.ofMinutes(10));
      permit.close(Outcome.SUCCESS, nanos.get());
    }

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.report().slow()).isZero();
  }

  @Test
  void afterAWhile_aFewCallsAreLetThroughOnTrial_andCloseIt() {
    calls(Outcome.FAILURE, 4);
    breaker.tryAgain();

    Permit first = permit();
    Permit second = permit();
    assertThat(breaker.tryAcquire()).isNull();
    first.close(Outcome.SUCCESS, nanos.get());
    second.close(Outcome.SUCCESS, nanos.get());

    assertThat(changes).containsExactly("open", "half_open", "closed");
    assertThat(breaker.tryAcquire()).isNotNull();
  }

  @Test
  void aTrialThatIsCalledOff_freesItsPlace() {
    calls(Outcome.FAILURE, 4);
    breaker.tryAgain();

    calls(Outcome.IGNORED, 10);

    assertThat(breaker.tryAcquire()).isNotNull();
  }

  @Test
  void aTrialThatNobodyEnds_doesNotJamIt() {
    calls(Outcome.FAILURE, 4);
    breaker.tryAgain();
    permit();
    permit();

    assertThat(breaker.tryAcquire()).isNull();
    breaker.endTrial();
    assertThat(breaker.isOnTrial()).as("the trial has its time").isTrue();
    pass(Duration.ofSeconds(10));
    breaker.endTrial();
    breaker.tryAgain();
    assertThat(breaker.tryAcquire()).isNotNull();
  }

  @Test
  void aPermitClosedTwice_countsOnce() {
    Permit permit = permit();
    permit.close(Outcome.SUCCESS, nanos.get());
    permit.close(Outcome.FAILURE, nanos.get());

    assertThat(breaker.report().successes()).isEqualTo(1);
    assertThat(breaker.report().failures()).isZero();
    assertThat(breaker.report().inFlight()).isZero();
  }

  @Test
  void otherSettings_keepWhatIsKnown() {
    calls(Outcome.SUCCESS, 3);
    call(Outcome.FAILURE);
    assertThat(breaker.report().failureRate()).isEqualTo(25);

    breaker.reconfigure(settings(30, 80, BreakerWindow.calls(8), 4));
    assertThat(breaker.report().failureRate()).isEqualTo(25);
    assertThat(breaker.report().successes()).isEqualTo(3);

    call(Outcome.FAILURE);
    assertThat(breaker.isOpen()).as("2 of 5 failed").isTrue();
    assertThat(breaker.report().failures()).isEqualTo(2);
  }

  @Test
  void stricterSettings_openItByWhatItKnows() {
    calls(Outcome.SUCCESS, 3);
    call(Outcome.FAILURE);

    breaker.reconfigure(settings(25, 80, BreakerWindow.calls(4), 4));

    assertThat(breaker.isOpen()).isTrue();
    assertThat(changes).containsExactly("open");
  }

  @Test
  void whatIsRefused_staysRefusedUnderOtherSettings() {
    calls(Outcome.FAILURE, 4);

    breaker.reconfigure(settings(100, 100, BreakerWindow.calls(100), 50));

    assertThat(breaker.isOpen()).isTrue();
    breaker.tryAgain();
    breaker.reconfigure(settings(100, 100, BreakerWindow.calls(100), 20));
    assertThat(breaker.report().state()).isEqualTo("half_open");
  }

  @Test
  void aCallThatBeganUnderOldSettings_endsProperly() {
    Permit old = permit();
    breaker.reconfigure(settings(25, 80, BreakerWindow.calls(8), 4));

    old.close(Outcome.SUCCESS, nanos.get());

    assertThat(breaker.report().inFlight()).isZero();
    assertThat(breaker.report().successes()).isEqualTo(1);
  }

  @Test
  void anOperatorsReset_closesIt() {
    calls(Outcome.FAILURE, 4);

    breaker.reset();

    assertThat(breaker.tryAcquire()).isNotNull();
    assertThat(breaker.report().failures()).isEqualTo(4);
  }

  private List<Permit> openAsSlow() {
    List<Permit> underWay = List.of(permit(), permit(), permit(), permit());
    underWay.forEach(Permit::slow);
    assertThat(breaker.isOpen()).isTrue();
    return underWay;
  }

  private Permit aside() {
    return Objects.requireNonNull(breaker.tryAcquire(() -> true), "refused");
  }

  @Test
  void lastServer_isNotRefusedForSlownessAlone_andStaysOpen() {
    openAsSlow();

    assertThat(breaker.tryAcquire()).isNull();
    assertThat(breaker.isMerelySlow()).isTrue();
    for (int i = 0; i < 10; i++) {
      aside().close(Outcome.SUCCESS, nanos.get());
    }
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.report().inFlight()).isEqualTo(4);
    assertThat(breaker.report().refused()).isEqualTo(1);
  }

  @Test
  void whoBesideTheTrialDoesItsWork_asTheLastOne_takesNoPlaceOfTheTrial() {
    openAsSlow();
    breaker.tryAgain();
    List<Permit> trial = List.of(permit(), permit());

    assertThat(breaker.tryAcquire()).isNull();
    aside().close(Outcome.IGNORED, nanos.get());
    aside().close(Outcome.SUCCESS, nanos.get());
    assertThat(breaker.isOnTrial()).isTrue();
    assertThat(breaker.tryAcquire()).as("no place has become free").isNull();
    trial.forEach(each -> each.close(Outcome.SUCCESS, nanos.get()));
    assertThat(breaker.isOpen() || breaker.isOnTrial()).isFalse();
    assertThat(breaker.isMerelySlow()).isFalse();
  }

  @Test
  void lastServer_isRefused_onceItFails() {
    List<Permit> slow = openAsSlow();

    slow.forEach(each -> each.close(Outcome.FAILURE, nanos.get()));

    assertThat(breaker.isMerelySlow()).isFalse();
    assertThat(breaker.tryAcquire(() -> true)).isNull();
  }

  @Test
  void lastServer_isRefused_whereFailuresHaveOpenedIt_orNothingCameOnTrial() {
    calls(Outcome.FAILURE, 4);
    assertThat(breaker.tryAcquire(() -> true)).isNull();

    breaker.reset();
    openAsSlow();
    breaker.tryAgain();
    permit();
    pass(Duration.ofSeconds(11));
    breaker.endTrial();
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.tryAcquire(() -> true)).isNull();
  }
}
