package io.mediarouter.harness.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.CostModel;
import io.mediarouter.estimate.HistoryLimits;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How good the estimator is on tasks of which only names are known, beside simple methods. */
class SyntheticTasksTest {

  static Stream<Arguments> sets() {
    return Stream.of(SyntheticTasks.REGULAR, SyntheticTasks.VARIED, SyntheticTasks.SHORT)
        .flatMap(set -> Stream.of(Arguments.of(set, 1L), Arguments.of(set, 2L)));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void randomOrder_isPredictedBetterThanBySimpleMethods(SyntheticTasks set, long seed) {
    List<Piece> pieces = set.pieces(seed);

    PredictionScore ours = learningAsItGoes(pieces, new CostModel(HistoryLimits.DEFAULT));
    Baselines others = Baselines.on(pieces);

    assertThat(ours.meanError())
        .isLessThan(0.12)
        .isLessThan(0.95 * others.residualCorrected().meanError())
        .isLessThan(0.7 * others.nearestPiece().meanError());
    assertThat(ours.medianError())
        .isLessThan(0.9 * others.nearestPiece().medianError())
        .isLessThan(0.06);
    assertThat(ours.coverage()).isBetween(0.88, 0.92);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void splitBySource_newVideosArePredictedAsWell(SyntheticTasks set, long seed) {
    List<Piece> pieces = set.pieces(seed);
    Predicate<Piece> training = piece -> piece.asset().hashCode() % 2 == 0;
    var model = new CostModel(HistoryLimits.DEFAULT);
    learningAsItGoes(pieces.stream().filter(training).toList(), model);

    PredictionScore ours =
        learningAsItGoes(pieces.stream().filter(training.negate()).toList(), model);

    assertThat(ours.medianError()).isLessThan(0.065);
    assertThat(ours.coverage()).isBetween(0.88, 0.92);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachOperation_isCoveredAsPromised_howeverIrregular(long seed) {
    var scores = new TreeMap<String, PredictionScore>();
    var evaluation = new TaskEvaluation(new CostModel(HistoryLimits.DEFAULT));

    for (Piece piece : SyntheticTasks.UNEVEN.pieces(seed)) {
      evaluation
          .predictAndLearn(piece.row())
          .ifPresent(said -> score(scores, piece.operation(), said, piece.cost()));
    }

    assertThat(scores).hasSize(4);
    scores.forEach(
        (operation, score) -> {
          assertThat(score.count()).isGreaterThan(300);
          assertThat(score.coverage()).as(operation).isBetween(0.88, 0.92);
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void aFewMeasurementsTenTimesTooHigh_hardlySpoilTheOthers(SyntheticTasks set, long seed) {
    List<Piece> pieces = set.pieces(seed);

    PredictionScore clean = learningAsItGoes(pieces, new CostModel(HistoryLimits.DEFAULT));
    PredictionScore spoilt = spoiltBy(0.03, pieces, seed);

    assertThat(spoilt.meanError()).isLessThan(clean.meanError() + 0.025);
    assertThat(spoilt.medianError()).isLessThan(clean.medianError() + 0.01);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void oneInTenTenTimesTooHigh_isBorneAsByMedians(SyntheticTasks set, long seed) {
    List<Piece> pieces = set.pieces(seed);

    PredictionScore ours = spoiltBy(0.1, pieces, seed);
    PredictionScore medians = Medians.on(pieces, 0.1, seed);
    assertThat(ours.meanError()).isLessThan(medians.meanError() + 0.01);
    assertThat(ours.medianError()).isLessThan(medians.medianError() + 0.02);
  }

  /** How good predictions are of what tasks really cost, where some were measured wrongly. */
  private static PredictionScore spoiltBy(double share, List<Piece> pieces, long seed) {
    var random = new Random(seed);
    var model = new CostModel(HistoryLimits.DEFAULT);
    var scores = new TreeMap<String, PredictionScore>();
    for (Piece piece : pieces) {
      double factor = random.nextDouble() < share ? 10 : 1;
      Piece seen =
          new Piece(piece.asset(), piece.index(), piece.operation(), factor * piece.cost());
      new TaskEvaluation(model)
          .predictAndLearn(seen.row())
          .ifPresent(said -> score(scores, "all", said, piece.cost()));
    }
    return scores.get("all");
  }

  private static void score(
      Map<String, PredictionScore> scores, String key, TaskEvaluation.Answer said, double truth) {
    scores
        .computeIfAbsent(key, name -> new PredictionScore())
        .add(said.work(), said.upper(), truth);
  }

  private static PredictionScore learningAsItGoes(List<Piece> pieces, CostModel model) {
    var evaluation = new TaskEvaluation(model);
    pieces.forEach(piece -> evaluation.predictAndLearn(piece.row()));
    return evaluation.score();
  }
}
