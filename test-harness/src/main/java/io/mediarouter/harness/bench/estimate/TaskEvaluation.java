package io.mediarouter.harness.bench.estimate;

import io.mediarouter.estimate.CostModel;
import io.mediarouter.estimate.CostPrediction;
import io.mediarouter.estimate.TaskEstimate.Basis;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cost model at work on recorded tasks: each is predicted, then learned where its cost is
 * known. Not for use by several threads.
 */
final class TaskEvaluation {
  private final CostModel model;
  private final PredictionScore all = new PredictionScore();
  private final Map<Basis, PredictionScore> byBasis = new EnumMap<>(Basis.class);

  TaskEvaluation(CostModel model) {
    this.model = model;
  }

  /**
   * What was said of a task before it was learned.
   *
   * @param work core-seconds
   * @param upper core-seconds that nine of ten do not exceed
   * @param basis what it rests on
   */
  record Answer(double work, double upper, Basis basis) {}

  void learn(TaskRow row) {
    if (row.cost() != null) {
      model.learn(row.features(), row.server(), row.cost());
    }
  }

  /** Empty where nothing at all is known: no history and no property of the task. */
  Optional<Answer> predictAndLearn(TaskRow row) {
    Optional<Answer> answer = predict(row);
    if (row.cost() != null) {
      double truth = row.cost().coreSeconds();
      answer.ifPresent(said -> score(said, truth));
      learn(row);
    }
    return answer;
  }

  private Optional<Answer> predict(TaskRow row) {
    if (model.learned() == 0 && !row.described()) {
      return Optional.empty();
    }
    CostPrediction prediction = model.predict(row.features());
    double factor = row.server() == null ? 1 : model.servers().factorOf(row.server());
    return Optional.of(
        new Answer(
            prediction.work() * factor, prediction.upperWork() * factor, prediction.basis()));
  }

  private void score(Answer said, double truth) {
    all.add(said.work(), said.upper(), truth);
    byBasis
        .computeIfAbsent(said.basis(), basis -> new PredictionScore())
        .add(said.work(), said.upper(), truth);
  }

  PredictionScore score() {
    return all;
  }

  Map<Basis, PredictionScore> scoreByBasis() {
    return byBasis;
  }
}
