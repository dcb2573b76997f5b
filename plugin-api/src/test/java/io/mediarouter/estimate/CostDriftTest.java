package io.mediarouter.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Costs that change: a new encoder, a server that turned slow. */
class CostDriftTest {
  private static final int BEFORE = 3000;
  private static final int VIDEOS = 40;
  private static final double[] COSTS = {1.2, 0.02, 3};

  private final CostModel model = new CostModel(HistoryLimits.DEFAULT);
  private final Random random = new Random(1);
  private int servers = 1;

  /** What a task is: its video and piece, its operation, its server. */
  private record Drawn(int video, int piece, int operation, int server) {
    CostFeatures features() {
      return CostFeatures.builder()
          .source("v" + video)
          .segment(piece)
          .operation("o" + operation, "o" + operation)
          .build();
    }

    String serverId() {
      return "s" + server;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 0.5, 1.3, 5})
  void allCostsChange_onAFarmOfOne_predictionsFollow(double factor) {
    learn(BEFORE, drawn -> 1);
    learn(100, drawn -> factor);

    assertThat(bias(200, drawn -> factor)).isCloseTo(1, within(0.1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 0.5})
  void allCostsChange_onAFarmOfFive_predictionsFollow(double factor) {
    servers = 5;
    learn(BEFORE, drawn -> 1);
    learn(100, drawn -> factor);

    assertThat(bias(200, drawn -> factor)).isCloseTo(1, within(0.1));
  }

  @Test
  void oneServerTurnsSlow_itsFactorTells_andOthersStay() {
    servers = 5;
    learn(BEFORE, drawn -> 1);
    double before = model.servers().factorOf("s3");
    learn(200, drawn -> drawn.server() == 3 ? 2 : 1);

    assertThat(model.servers().factorOf("s3") / before).isCloseTo(2, within(0.2));
    assertThat(model.servers().factorOf("s1")).isCloseTo(1, within(0.1));
    assertThat(bias(200, drawn -> drawn.server() == 3 ? 2 : 1)).isCloseTo(1, within(0.1));
  }

  @Test
  void oneOperationGetsCheaper_othersStay() {
    servers = 3;
    learn(BEFORE, drawn -> 1);
    learn(100, drawn -> drawn.operation() == 2 ? 0.5 : 1);

    for (int operation = 0; operation < COSTS.length; operation++) {
      int asked = operation;
      Changes changes = drawn -> drawn.operation() == 2 ? 0.5 : 1;
      assertThat(bias(200, changes, drawn -> drawn.operation() == asked ? 1 : 0))
          .isCloseTo(1, within(0.1));
    }
  }

  @Test
  void costsChangeThereAndBack_predictionsFollowBoth() {
    learn(BEFORE, drawn -> 1);
    learn(500, drawn -> 3);
    learn(100, drawn -> 1);

    assertThat(bias(200, drawn -> 1)).isCloseTo(1, within(0.1));
  }

  @Test
  void costsCreepUp_predictionsFollow() {
    learn(BEFORE, drawn -> 1);
    for (int step = 1; step <= 20; step++) {
      double factor = Math.pow(2, step / 20.0);
      learn(50, drawn -> factor);
    }

    assertThat(bias(100, drawn -> 2)).isCloseTo(1, within(0.1));
  }

  @Test
  void whatWasRememberedOfAVideo_isGoodAfterTheChangeToo() {
    learn(BEFORE, drawn -> 1);
    var odd = CostFeatures.builder().source("odd").operation("o0", "o0");
    for (int piece = 0; piece < 10; piece++) {
      model.learn(odd.segment(piece).build(), "s0", cost(4));
    }
    learn(300, drawn -> 2);

    assertThat(model.predict(odd.segment(5).build()).work() * factor("s0"))
        .isCloseTo(8, within(0.8));
  }

  @Test
  void aFewOddRows_areNoChange() {
    IntToDoubleFunction odd = i -> i % 33 == 0 ? 10 : 1;
    for (int i = 0; i < BEFORE; i++) {
      Drawn drawn = draw();
      model.learn(drawn.features(), drawn.serverId(), cost(cost(drawn) * odd.applyAsDouble(i)));
    }

    assertThat(bias(300, drawn -> 1)).isCloseTo(1, within(0.1));
  }

  /** By how much a task costs more by now. */
  private interface Changes {
    double of(Drawn drawn);
  }

  private void learn(int count, Changes changes) {
    for (int i = 0; i < count; i++) {
      Drawn drawn = draw();
      model.learn(drawn.features(), drawn.serverId(), cost(cost(drawn) * changes.of(drawn)));
    }
  }

  private double bias(int count, Changes changes) {
    return bias(count, changes, drawn -> 1);
  }

  /** Geometric mean of predicted / real of those tasks asked for, learning as it goes. */
  private double bias(int count, Changes changes, Changes asked) {
    double sum = 0;
    int seen = 0;
    for (int i = 0; i < count; i++) {
      Drawn drawn = draw();
      double real = cost(drawn) * changes.of(drawn);
      if (asked.of(drawn) > 0) {
        sum += Math.log(model.predict(drawn.features()).work() * factor(drawn.serverId()) / real);
        seen++;
      }
      model.learn(drawn.features(), drawn.serverId(), cost(real));
    }
    return Math.exp(sum / seen);
  }

  private double factor(String server) {
    return model.servers().factorOf(server);
  }

  private Drawn draw() {
    return new Drawn(
        random.nextInt(VIDEOS),
        random.nextInt(30),
        random.nextInt(COSTS.length),
        random.nextInt(servers));
  }

  private double cost(Drawn drawn) {
    double video = 0.3 * new Random(drawn.video()).nextGaussian();
    return COSTS[drawn.operation()] * Math.exp(video + 0.08 * random.nextGaussian());
  }

  private static MeasuredCost cost(double coreSeconds) {
    return new MeasuredCost(coreSeconds, 0, true);
  }
}
