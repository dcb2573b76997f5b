package io.mediarouter.harness.simulator.day;

import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.speculate.Target;
import io.mediarouter.store.ExpectedBytes;
import java.util.SplittableRandom;

/**
 * The model of what transcodes cost on the virtual farm, and what is predicted: the conservative
 * formula is taken for the truth's median, and each task is off by a lognormal error.
 */
final class Costs {
  private static final double SIGMA = 0.2;

  private final TaskLoadEstimator estimator = new ConservativeEstimator();
  private final long seed;

  Costs(long seed) {
    this.seed = seed;
  }

  TaskLoadEstimator estimator() {
    return estimator;
  }

  TaskEstimate predicted(AssetEntry entry, Target target, EncodingSpeed speed) {
    return predicted(target, entry.source(), speed);
  }

  TaskEstimate predicted(Target target, SourceProperties source, EncodingSpeed speed) {
    TaskForecast forecast =
        estimator.estimate(new Task(target.asset(), source, target.rendition(), speed));
    return forecast.average();
  }

  /** What a transcode turns out to cost, core-seconds: the same whenever it is made. */
  double actual(Target target, double predictedCoreSeconds) {
    var error = new SplittableRandom(seed ^ target.key().hashCode());
    return predictedCoreSeconds * Math.exp(SIGMA * error.nextGaussian());
  }

  /** How large the file is: as is usual for its form, more for what moves more. */
  long bytes(Target target, SourceProperties source) {
    var content = new SplittableRandom(seed ^ target.asset().hashCode());
    double error = Math.exp(SIGMA * content.nextGaussian());
    return Math.round(ExpectedBytes.of(target.rendition(), source) * error);
  }
}
