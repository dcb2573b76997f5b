package io.mediarouter.harness.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.CostModel;
import io.mediarouter.estimate.HistoryLimits;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  private static PredictionScore learningAsItGoes(List<Piece> pieces, CostModel model) {
    var evaluation = new TaskEvaluation(model);
    pieces.forEach(piece -> evaluation.predictAndLearn(piece.row()));
    return evaluation.score();
  }
}
