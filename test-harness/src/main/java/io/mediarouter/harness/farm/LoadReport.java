package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about its load, in the fields of ORCA's {@code OrcaLoadReport}.
 *
 * @param fields values by their flattened name such as {@code named_metrics.capacity_cores}; finite
 *     and at least 0, in the order in which they are written
 */
record LoadReport(Map<String, Double> fields) {
  /** The header or trailer that carries a report. */
  static final String HEADER = "endpoint-load-metrics";

  /** The request header that asks for a format. */
  static final String FORMAT_HEADER = "endpoint-load-metrics-format";

  private static final int DECIMALS = 4;

  LoadReport {
    fields = new LinkedHashMap<>(fields);
    for (Map.Entry<String, Double> each : fields.entrySet()) {
      if (!Double.isFinite(each.getValue()) || each.getValue() < 0) {
        throw new IllegalArgumentException(
            each.getKey() + ": " + each.getValue() + " (expected: finite, >= 0)");
      }
    }
  }

  /**
   * This report, but with another utilization, where it has one.
   *
   * @param utilization what is said to be in use; null: the truth
   */
  LoadReport claiming(@Nullable Double utilization) {
    if (utilization == null) {
      return this;
    }
    Map<String, Double> claimed = new LinkedHashMap<>(fields);
    claimed.replace("cpu_utilization", utilization);
    claimed.replace("application_utilization", utilization);
    double cores = fields.getOrDefault("named_metrics.capacity_cores", 0.0);
    claimed.replace("named_metrics.cores_in_use", utilization * cores);
    return new LoadReport(claimed);
  }

  /** Value of the header: {@code TEXT name=value,...}. */
  String text() {
    return fields.entrySet().stream()
        .map(each -> each.getKey() + "=" + number(each.getValue()).toPlainString())
        .collect(Collectors.joining(",", "TEXT ", ""));
  }

  /** The nested form: {@code a.b} becomes {@code b} inside {@code a}. */
  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Double> each : fields.entrySet()) {
      int dot = each.getKey().indexOf('.');
      ObjectNode parent = dot < 0 ? root : root.withObjectProperty(each.getKey().substring(0, dot));
      parent.put(each.getKey().substring(dot + 1), number(each.getValue()));
    }
    return root;
  }

  private static BigDecimal number(double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
