package io.mediarouter.harness.bench;

import io.mediarouter.harness.bench.Contender.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All turns of a measurement, and the figures made of them. Not thread-safe. */
final class Results {
  private record Cell(int bytes, Kind kind) {}

  private final Map<Cell, List<RoundResult>> turns = new LinkedHashMap<>();

  void add(int bytes, Kind kind, RoundResult turn) {
    turns.computeIfAbsent(new Cell(bytes, kind), cell -> new ArrayList<>()).add(turn);
  }

  /** The sizes of responses, in the order measured. */
  Set<Integer> sizes() {
    Set<Integer> sizes = new LinkedHashSet<>();
    turns.keySet().forEach(cell -> sizes.add(cell.bytes));
    return sizes;
  }

  /** The median over the rounds of what {@code figure} tells of one. */
  double median(int bytes, Kind kind, ToDoubleFunction<RoundResult> figure) {
    return median(turns(bytes, kind).stream().mapToDouble(figure).sorted().toArray());
  }

  /**
   * CPU time beside that of the bare proxy in the same round, one ratio for each round, in rising
   * order.
   */
  double[] ratios(int bytes, Kind kind) {
    List<RoundResult> own = turns(bytes, kind);
    List<RoundResult> bare = turns(bytes, Kind.BARE);
    double[] ratios = new double[Math.min(own.size(), bare.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = own.get(i).cpuMicros() / bare.get(i).cpuMicros();
    }
    Arrays.sort(ratios);
    return ratios;
  }

  private List<RoundResult> turns(int bytes, Kind kind) {
    return turns.getOrDefault(new Cell(bytes, kind), List.of());
  }

  /** The median of numbers in rising order; not a number where there is none. */
  static double median(double[] sorted) {
    int middle = sorted.length / 2;
    if (sorted.length % 2 == 1) {
      return sorted[middle];
    }
    return sorted.length == 0 ? Double.NaN : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
