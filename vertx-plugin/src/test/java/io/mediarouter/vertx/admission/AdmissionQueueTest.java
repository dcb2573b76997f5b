package io.mediarouter.vertx.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.media.AssetId;
import io.mediarouter.plan.ClientUse;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  private final AdmissionQueue queue =
      new AdmissionQueue(vertx, nanos::get, () -> LimitsConfig.DEFAULT, () -> ClientUse.NONE);
  private final List<String> served = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void nobodyWaitsForEver() {
    queue.close();
    assertThat(queue.size()).isZero();
    vertx.close().await();
  }

  @Test
  void theMoreUrgentGoesFirst_thenTheEarlierDeadline_thenTheEarlierArrival() {
    enter("late", 3, LONG);
    enter("later", 3, LONG);
    enter("soon over", 3, Duration.ofSeconds(30));
    enter("background", 6, Duration.ofSeconds(5));
    enter("urgent", 1, LONG);

    queue.capacityMayBeFree();

    await().until(() -> served.size() == 5);
    assertThat(served).containsExactly("urgent", "soon over", "late", "later", "background");
  }

  @Test
  void whoRunsDryFirst_goesFirst_howeverLongItsWait() {
    enter("much to play", Duration.ofSeconds(10), Duration.ofSeconds(8));
    enter("little to play", Duration.ofSeconds(2), Duration.ofSeconds(18));
    enter("stands still", Duration.ofSeconds(-1), LONG);

    queue.capacityMayBeFree();

    await().until(() -> served.size() == 3);
    assertThat(served).containsExactly("stands still", "little to play", "much to play");
  }

  private void enter(String name, Duration due, Duration longest) {
    queue.await(request(name, 3), due, longest).onSuccess(turn -> served.add(name));
  }

  @Test
  void onlyAFewLookAgainAtOnce_theMostUrgentOfThem() {
    for (int i = 0; i < 20; i++) {
      enter("patient " + i, 5, LONG);
    }
    enter("urgent", 0, LONG);

    queue.capacityMayBeFree();

    await().until(() -> !served.isEmpty());
    assertThat(served).contains("urgent").hasSizeLessThan(20);
    assertThat(queue.size()).isEqualTo(21 - served.size());
  }

  @Test
  void waitThatIsOver_isToldSo() {
    Future<Boolean> turn = queue.await(request("c", 3), Duration.ofMillis(20));

    await().until(turn::isComplete);

    assertThat(turn.result()).isFalse();
    assertThat(queue.size()).isZero();
  }

  @Test
  void oneClient_cannotFillTheQueue() {
    for (int i = 0; i < LimitsConfig.DEFAULT.waitingPerClient(); i++) {
      queue.await(request("greedy", 0), LONG);
    }

    assertThat(queue.await(request("greedy", 0), LONG).result()).isFalse();
    assertThat(queue.await(request("modest", 6), LONG).isComplete()).isFalse();
  }

  @Test
  void clientWhoseTurnCame_mayWaitAgain() {
    for (int i = 0; i < LimitsConfig.DEFAULT.waitingPerClient(); i++) {
      queue.await(request("greedy", 0), LONG);
    }
    queue.capacityMayBeFree();

    assertThat(queue.await(request("greedy", 0), LONG).isComplete()).isFalse();
  }

  @Test
  void queueIsBounded_whoeverComes() {
    for (int i = 0; i < LimitsConfig.DEFAULT.waiting(); i++) {
      queue.await(request("client " + i, 3), LONG);
    }

    assertThat(queue.await(request("one more", 3), LONG).result()).isFalse();
  }

  @Test
  void inAFullQueue_theLeastUrgentGivesWay_notTheLastToCome() {
    Future<Boolean> background = queue.await(request("background", 6), LONG);
    for (int i = 1; i < LimitsConfig.DEFAULT.waiting(); i++) {
      queue.await(request("client " + i, 3), LONG);
    }

    Future<Boolean> urgent = queue.await(request("urgent", 0), LONG);

    assertThat(background.result()).isFalse();
    assertThat(urgent.isComplete()).isFalse();
    assertThat(queue.size()).isEqualTo(LimitsConfig.DEFAULT.waiting());
  }

  @Test
  void whereTheProxyIsFull_whoWaitsIsRefusedForSomebodyMoreUrgent_andForNobodyElse() {
    Future<Boolean> usual = queue.await(request("usual", 3), LONG);
    Future<Boolean> background = queue.await(request("background", 6), LONG);

    assertThat(queue.shedFor(new Priority(6), "")).isFalse();
    assertThat(queue.shedFor(new Priority(2), "")).isTrue();
    assertThat(background.cause()).hasMessageContaining("a more urgent request");
    assertThat(usual.isComplete()).isFalse();
    assertThat(queue.shedFor(new Priority(3), "")).isFalse();
  }

  private void enter(String name, int urgency, Duration longest) {
    queue.await(request(name, urgency), longest).onSuccess(turn -> served.add(name));
  }

  private static MediaRequest request(String client, int urgency) {
    return new MediaRequest(
        new AssetId("a.mp4"),
        null,
        null,
        null,
        ClientAbilities.UNKNOWN,
        new Priority(urgency),
        null,
        client);
  }
}
