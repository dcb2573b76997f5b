package io.mediarouter.estimate;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import java.util.HashMap;
import java.util.Map;

/**
 * The forecasts of one decision: each way of making a rendition of its one source is asked about
 * once, and remembered, so that the decision can be made again when the estimator has learned more.
 * For use by one thread at a time.
 */
public final class RecordedForecasts implements TaskLoadEstimator {
  /**
   * A way of making something of a source.
   *
   * @param rendition what
   * @param speed how
   */
  public record Way(Rendition rendition, EncodingSpeed speed) {}

  private final Map<Way, TaskForecast> known;
  private final TaskLoadEstimator source;

  /** Forecasts that {@code source} is asked for. */
  public RecordedForecasts(TaskLoadEstimator source) {
    this(Map.of(), source);
  }

  /** Forecasts that are known; {@code source} is asked for others. */
  public RecordedForecasts(Map<Way, TaskForecast> known, TaskLoadEstimator source) {
    this.known = new HashMap<>(known);
    this.source = source;
  }

  @Override
  public TaskForecast estimate(Task task) {
    return known.computeIfAbsent(
        new Way(task.rendition(), task.speed()), way -> source.estimate(task));
  }
}
