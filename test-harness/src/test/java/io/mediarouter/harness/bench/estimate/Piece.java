package io.mediarouter.harness.bench.estimate;

import io.mediarouter.estimate.CostFeatures;
import io.mediarouter.estimate.MeasuredCost;
import java.util.List;

/**
 * A transcode of one piece of a video, of which only names are known.
 *
 * @param cost core-seconds
 */
record Piece(String asset, int index, String operation, double cost) {

  TaskRow row() {
    CostFeatures features =
        CostFeatures.builder().source(asset).segment(index).operation(operation, operation).build();
    return new TaskRow(List.of(), features, false, null, new MeasuredCost(cost, 0, true));
  }
}
