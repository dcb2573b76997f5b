package io.mediarouter.schedule;

import java.util.List;

/**
 * The use of the farm at a moment.
 *
 * @param transcoding its transcoding servers
 * @param distributionUtilization demand / capacity of the distribution servers together, at least
 *     0; 0 where they do not tell
 */
public record FarmUse(List<ServerUse> transcoding, double distributionUtilization) {
  public FarmUse {
    if (!(distributionUtilization >= 0)) {
      throw new IllegalArgumentException(
          "distributionUtilization: " + distributionUtilization + " (expected: >= 0)");
    }
    transcoding = List.copyOf(transcoding);
  }

  /** What takes work, in cores. */
  double capacityCores() {
    return transcoding.stream()
        .filter(ServerUse::takesWork)
        .mapToDouble(ServerUse::capacityCores)
        .sum();
  }

  /** What all but batch work keep busy of that, in cores. */
  double otherCores() {
    return transcoding.stream()
        .filter(ServerUse::takesWork)
        .mapToDouble(ServerUse::otherCores)
        .sum();
  }

  /** Utilization without batch work, so that batch work does not close the gate to itself. */
  double otherUtilization() {
    double capacity = capacityCores();
    return capacity > 0 ? otherCores() / capacity : 1;
  }
}
