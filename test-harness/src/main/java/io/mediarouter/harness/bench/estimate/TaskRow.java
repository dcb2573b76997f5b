package io.mediarouter.harness.bench.estimate;

import io.mediarouter.estimate.CostFeatures;
import io.mediarouter.estimate.MeasuredCost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded task, or one to come.
 *
 * @param cells the row as it stands in the file
 * @param features what is known of it
 * @param described whether a size, rate or length is known, so that a formula says something of it
 * @param server where it ran or will run; null = unknown
 * @param cost what it cost; null = unknown
 */
record TaskRow(
    List<String> cells,
    CostFeatures features,
    boolean described,
    @Nullable String server,
    @Nullable MeasuredCost cost) {

  TaskRow {
    cells = List.copyOf(cells);
  }
}
