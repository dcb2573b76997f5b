package io.mediarouter.harness.day;

import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.speculate.Target;
import java.util.SplittableRandom;

/**
 * What transcodes cost on the virtual farm, and what is predicted: the conservative formula is
 * taken for the truth's median, and each task is off by a lognormal error.
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
    TaskForecast forecast =
        estimator.estimate(new Task(entry.asset(), entry.source(), target.rendition(), speed));
    return forecast.average();
  }

  /** What a transcode turns out to cost, core-seconds: the same whenever it is made. */
  double actual(Target target, double predictedCoreSeconds) {
    var error = new SplittableRandom(seed ^ target.key().hashCode());
    return predictedCoreSeconds * Math.exp(SIGMA * error.nextGaussian());
  }
}
