package io.mediarouter.vertx.farm;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server's report of its load, as ORCA's {@code OrcaLoadReport} in its TEXT and JSON forms.
 *
 * @param utilization share of its capacity that is in use, at least 0; may exceed 1
 */
record OrcaReport(double utilization) {
  private static final String TEXT = "TEXT ";
  private static final String JSON = "JSON ";

  static Optional<OrcaReport> parse(@Nullable String report) {
    if (report == null) {
      return Optional.empty();
    }
    if (report.startsWith(TEXT)) {
      return parseText(report.substring(TEXT.length()));
    }
    return report.startsWith(JSON) ? parseJson(report.substring(JSON.length())) : Optional.empty();
  }

  static Optional<OrcaReport> parseJson(String json) {
    try {
      JsonObject fields = new JsonObject(json);
      Double application = fields.getDouble("application_utilization");
      return of(application != null ? application : fields.getDouble("cpu_utilization"));
    } catch (DecodeException | ClassCastException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<OrcaReport> parseText(String text) {
    Double application = null;
    Double cpu = null;
    for (String pair : text.split(",", -1)) {
      String name = pair.strip();
      if (name.startsWith("application_utilization")) {
        application = number(name);
      } else if (name.startsWith("cpu_utilization")) {
        cpu = number(name);
      }
    }
    return of(application != null ? application : cpu);
  }

  private static @Nullable Double number(String pair) {
    int separator = Math.max(pair.indexOf('='), pair.indexOf(':'));
    try {
      return separator < 0 ? null : Double.valueOf(pair.substring(separator + 1).strip());
    } catch (NumberFormatException malformed) {
      return null;
    }
  }

  private static Optional<OrcaReport> of(@Nullable Double utilization) {
    return utilization != null && utilization >= 0 && utilization < 1e6
        ? Optional.of(new OrcaReport(utilization))
        : Optional.empty();
  }
}
