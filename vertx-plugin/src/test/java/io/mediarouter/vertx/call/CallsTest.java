package io.mediarouter.vertx.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls to servers that leave the farm and come back. */
class CallsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Breakers breakers = new Breakers(vertx, BreakersConfig.DEFAULT, System::nanoTime);
  private final Calls calls = new Calls(vertx, breakers, InstantSource.system());

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Call begun() {
    Call call = calls.begin("t1", Work.TRANSCODE).orElseThrow();
    call.sent();
    call.begun();
    return call;
  }

  @Test
  void aCallThatEndsWhenItsServerHasLeft_isNotHeldAgainstTheOneThatComesBack() {
    Call underWay = begun();

    calls.keepOnly(List.of());
    underWay.end(Ending.BROKEN_OFF, 0);

    assertThat(calls.records().lastFailure("t1")).isEmpty();
    assertThat(calls.records().firstByteTimes("t1", Work.TRANSCODE)).isEmpty();
    assertThat(breakers.all()).isEmpty();
  }

  @Test
  void aCallThatEndsWhileItsServerIsThere_isToldOf() {
    begun().end(Ending.BROKEN_OFF, 0);

    assertThat(calls.records().lastFailure("t1")).isPresent();
    assertThat(calls.records().firstByteTimes("t1", Work.TRANSCODE)).isPresent();
  }
}
