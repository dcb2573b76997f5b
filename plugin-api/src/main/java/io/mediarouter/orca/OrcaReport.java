package io.mediarouter.orca;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One report of a server, by ORCA's names; an entry of a map is named as in the TEXT form, such as
 * {@code named_metrics.gpu}. Immutable.
 */
public final class OrcaReport {
  private static final String APPLICATION = "application_utilization";
  private static final String CPU = "cpu_utilization";

  private final Map<String, Double> values;

  OrcaReport(Map<String, Double> values) {
    this.values = Map.copyOf(values);
  }

  /** The value of that name; empty where the report does not have it. */
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * The share of its capacity that the server has in use, at least 0; may exceed 1. It is the
   * highest of the metrics asked for, where the report has one of them, else {@code
   * application_utilization}, else {@code cpu_utilization}, as in gRPC's and Envoy's weighted round
   * robin; a 0 that is written counts as said.
   *
   * @param metrics names such as {@code named_metrics.gpu} or {@code utilization.encoder}
   * @return empty where the report tells none of these
   */
  public OptionalDouble utilization(Collection<String> metrics) {
    OptionalDouble highest =
        metrics.stream().map(this::value).flatMapToDouble(OptionalDouble::stream).max();
    if (highest.isPresent()) {
      return highest;
    }
    OptionalDouble application = value(APPLICATION);
    return application.isPresent() ? application : value(CPU);
  }
}
