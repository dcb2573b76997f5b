package io.mediarouter.speculate;

import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import java.util.Optional;

/** The expected cost of transcodes, core-seconds. */
final class TranscodeCost {
  private static final double LEAST = 1e-3;
  private static final TranscodeCost FORMULA = new TranscodeCost(new ConservativeEstimator());

  /** Core-seconds with the effort for somebody who waits, and with more. */
  record Efforts(double fast, double slow) {}

  private final TaskLoadEstimator estimator;

  TranscodeCost(TaskLoadEstimator estimator) {
    this.estimator = estimator;
  }

  double of(Target target, SourceProperties source, EncodingSpeed speed) {
    return work(estimate(target, source, speed));
  }

  /** How long making a target is expected to take, seconds. */
  double seconds(Target target, SourceProperties source, EncodingSpeed speed) {
    TaskEstimate estimate = estimate(target, source, speed);
    return work(estimate) / Math.max(LEAST, estimate.demandCores());
  }

  private TaskEstimate estimate(Target target, SourceProperties source, EncodingSpeed speed) {
    var task = new Task(target.asset(), source, target.rendition(), speed);
    return estimator.estimate(task).average();
  }

  private static double work(TaskEstimate estimate) {
    return Math.max(LEAST, estimate.workCoreSeconds());
  }

  /**
   * What a target costs with either effort, in one measure: where only one of them was ever seen,
   * the other is taken to cost as many times as much as the formula says. The formula alone errs
   * high, so that beside what was seen nothing would ever be worth its cost, or all would.
   */
  Efforts efforts(Target target, SourceProperties source) {
    TaskEstimate fast = estimate(target, source, EncodingSpeed.FAST);
    TaskEstimate slow = estimate(target, source, EncodingSpeed.SLOW);
    double ratio =
        FORMULA.of(target, source, EncodingSpeed.SLOW)
            / FORMULA.of(target, source, EncodingSpeed.FAST);
    if (isSeen(fast) == isSeen(slow)) {
      return new Efforts(work(fast), work(slow));
    }
    return isSeen(fast)
        ? new Efforts(work(fast), work(fast) * ratio)
        : new Efforts(work(slow) / ratio, work(slow));
  }

  private static boolean isSeen(TaskEstimate estimate) {
    return estimate.basis() != TaskEstimate.Basis.CONSERVATIVE;
  }

  /** A proposal for a rendition whose first use saves the transcode on demand. */
  Proposal inAdvance(
      Target target, SourceProperties source, EncodingSpeed speed, String predictor, double uses) {
    double onDemand = of(target, source, EncodingSpeed.FAST);
    double cost = speed == EncodingSpeed.FAST ? onDemand : of(target, source, speed);
    return new Proposal(target, speed, predictor, uses, cost, new Benefit(onDemand, 0));
  }

  /** The rendition that a request means for a source; empty where that cannot have it. */
  static Optional<Rendition> resolved(RenditionRequest request, SourceProperties source) {
    try {
      return Optional.of(RenditionResolver.resolve(request, source));
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }
}
