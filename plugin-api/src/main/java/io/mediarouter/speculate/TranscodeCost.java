package io.mediarouter.speculate;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import java.util.Optional;

/** What transcodes are expected to cost, core-seconds. */
final class TranscodeCost {
  private static final double LEAST = 1e-3;

  private final TaskLoadEstimator estimator;

  TranscodeCost(TaskLoadEstimator estimator) {
    this.estimator = estimator;
  }

  double of(Target target, SourceProperties source, EncodingSpeed speed) {
    var task = new Task(target.asset(), source, target.rendition(), speed);
    return Math.max(LEAST, estimator.estimate(task).average().workCoreSeconds());
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
