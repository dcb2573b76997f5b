package io.mediarouter.vertx.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.FarmView;
import io.mediarouter.media.AssetId;
import io.mediarouter.plan.ClientUse;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.ClientKey;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final MediaRequest REQUEST =
      new MediaRequest(
          new AssetId("films/one.mp4"),
          null,
          null,
          null,
          ClientAbilities.UNKNOWN,
          Priority.DEFAULT,
          null,
          "anybody");

  private final Vertx vertx = Vertx.vertx();
  private LimitsConfig limits = limits(4, 2);
  private final AdmissionQueue queue =
      new AdmissionQueue(vertx, () -> 0, () -> limits, () -> ClientUse.NONE);
  private final Admission admission =
      new Admission(
          () -> limits, queue, new ClientUses(() -> new FarmView(List.of()), () -> 0), () -> 0);

  private static LimitsConfig limits(int requests, int waiting) {
    Duration any = Duration.ofSeconds(1);
    return new LimitsConfig(requests, waiting, 1, ClientKey.ADDRESS, 1, 1, any, 1, 0, any, any);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private long enter(int times) {
    return enter("anybody", times);
  }

  private long enter(String client, int times) {
    return IntStream.range(0, times).filter(i -> admission.tryEnter(client)).count();
  }

  @Test
  void atMostSoMany_areInsideAtATime() {
    assertThat(enter(6)).isEqualTo(4);
    assertThat(admission.present()).isEqualTo(4);

    admission.leave("anybody");

    assertThat(enter(2)).isEqualTo(1);
  }

  @Test
  void aboveThreeQuarters_itIsCrowded() {
    enter(3);
    assertThat(admission.isCrowded()).isFalse();

    enter(1);

    assertThat(admission.isCrowded()).isTrue();
  }

  @Test
  void whereItIsCrowded_atMostAnEighthMayWait() {
    limits = limits(8, 2);
    assertThat(admission.hasRoomToWait()).isTrue();

    queue.await(REQUEST, Duration.ofSeconds(1));

    assertThat(admission.hasRoomToWait()).isFalse();
  }

  @Test
  void aLowerBound_holdsAtOnce_forThoseWhoComeThen() {
    enter(4);
    limits = limits(2, 2);

    assertThat(enter(1)).isZero();
    IntStream.range(0, 3).forEach(i -> admission.leave("anybody"));
    assertThat(enter(2)).isEqualTo(1);
  }

  @Test
  void oneWithMoreThanItsShare_leavesRoomForAnother() {
    limits = LimitsConfig.DEFAULT;
    int all = limits.requests();

    assertThat(enter("greedy", all)).isEqualTo(all * 3 / 4);
    assertThat(enter("other", all)).isEqualTo(all / 4);

    admission.leave("greedy");
    assertThat(enter("greedy", 2)).isEqualTo(1);
  }

  @Test
  void whereNobodyMayWait_theEmptyLineDoesNotCountAsFull() {
    limits = limits(4, 0);

    assertThat(admission.isCrowded()).isFalse();
  }
}
