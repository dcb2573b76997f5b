package io.mediarouter.estimate;

import static io.mediarouter.estimate.Tasks.SERVER;
import static io.mediarouter.estimate.Tasks.finished;
import static io.mediarouter.estimate.Tasks.finishedOn;
import static io.mediarouter.estimate.Tasks.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.VideoCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class EstimatePropertiesTest {

  @Provide
  Arbitrary<Task> tasks() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 30),
            Arbitraries.of(90, 180, 360, 720, 1080, 2160),
            Arbitraries.of(VideoCodec.class))
        .as((asset, index, height, codec) -> piece("a" + asset, index, height, codec));
  }

  @Provide
  Arbitrary<List<TaskRecord>> histories() {
    return Combinators.combine(
            tasks(),
            Arbitraries.doubles().between(1e-4, 1e5).ofScale(4),
            Arbitraries.of("t1", "t2", "t3"))
        .as((task, cost, server) -> finishedOn(server, task, cost))
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 200)
  void estimate_isAboveZeroAndFinite_whateverTheHistory(
      @ForAll("histories") List<TaskRecord> history, @ForAll("tasks") Task task) {
    var estimator = new HistoryEstimator(new HistoryLimits(20, 50, 100));
    history.forEach(estimator::learn);

    TaskEstimate estimate = estimator.estimate(task, SERVER);

    assertThat(estimate.workCoreSeconds()).isPositive().isFinite();
    assertThat(estimate.upperWorkCoreSeconds()).isFinite();
    assertThat(estimate.demandCores()).isPositive().isLessThanOrEqualTo(SERVER.capacityCores());
  }

  @Property(tries = 100)
  void conservativeEstimate_growsWithPixels(
      @ForAll @IntRange(min = 45, max = 1000) int height,
      @ForAll @IntRange(min = 10, max = 1000) int more) {
    var conservative = new ConservativeEstimator();
    TaskEstimate small = conservative.estimate(piece("a", 0, height * 2), SERVER);
    TaskEstimate large = conservative.estimate(piece("a", 0, (height + more) * 2), SERVER);

    assertThat(large.workCoreSeconds()).isGreaterThan(small.workCoreSeconds());
    assertThat(large.demandCores()).isGreaterThanOrEqualTo(small.demandCores());
  }

  @Property(tries = 100)
  void conservativeEstimate_growsWithDuration(
      @ForAll @IntRange(min = 1, max = 5000) int seconds,
      @ForAll @IntRange(min = 1, max = 5000) int more) {
    assertThat(conservativeWork(seconds + more)).isGreaterThan(conservativeWork(seconds));
  }

  private static double conservativeWork(int seconds) {
    var task =
        new Task(
            new AssetId("a"),
            Tasks.source(1920, 1080, seconds),
            Tasks.rendition(VideoCodec.H264, 360, 0, 0),
            EncodingSpeed.FAST);
    return new ConservativeEstimator().estimate(task, SERVER).workCoreSeconds();
  }

  @Property(tries = 50)
  void exactRepetition_costsWhatItCost(
      @ForAll @DoubleRange(min = 0.05, max = 50) double cost,
      @ForAll @IntRange(min = 0, max = 40) int index) {
    var estimator = new HistoryEstimator(HistoryLimits.DEFAULT);
    Task task = piece("a", index, 360);
    for (int i = 0; i < 4; i++) {
      estimator.learn(finished(task, cost));
    }

    assertThat(estimator.estimate(task, SERVER).workCoreSeconds())
        .isCloseTo(cost, withPercentage(10));
  }

  @Property(tries = 50)
  void orderOfUnrelatedHistory_hardlyMatters(@ForAll long seed) {
    var random = new Random(seed);
    List<TaskRecord> unrelated = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double cost = Math.exp(0.3 * random.nextGaussian());
      unrelated.add(finished(piece("b" + i % 8, i, 360), cost));
    }
    double before = estimateAmong(unrelated);
    Collections.shuffle(unrelated, random);

    assertThat(estimateAmong(unrelated)).isCloseTo(before, withPercentage(3));
  }

  private static double estimateAmong(List<TaskRecord> unrelated) {
    var estimator = new HistoryEstimator(HistoryLimits.DEFAULT);
    unrelated.forEach(estimator::learn);
    for (int i = 0; i < 5; i++) {
      estimator.learn(finished(piece("a", i, 360), 0.7));
    }
    return estimator.estimate(piece("a", 5, 360), SERVER).workCoreSeconds();
  }
}
