package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;
import java.util.List;

/** The settings of how the load of the farm's servers is learned. */
public record LoadConfig(
    @Key(
            value = "Time between two questions to one server's load resource.",
            name = "loadPoll",
            absent = "1s")
        Duration poll,
    @Key(
            value = "Age from which a load report is not believed; longer than loadPoll.",
            name = "loadStaleAfter",
            absent = "10s")
        Duration staleAfter,
    @Key(
            value =
                "Values of a load report (ORCA) of which the highest tells a server's utilization,"
                    + " such as [named_metrics.gpu], where it has one of them; else"
                    + " application_utilization does, else cpu_utilization.",
            name = "loadMetrics",
            each = "a value of a load report, such as named_metrics.gpu",
            pattern =
                "^(cpu_utilization|mem_utilization|application_utilization|(utilization|named_metrics)\\..+)$",
            unique = true,
            absent = "[]")
        List<String> metrics) {
  public static final LoadConfig DEFAULT = RecordForm.defaults(LoadConfig.class);

  public LoadConfig {
    metrics = List.copyOf(metrics);
    Checks.positive("loadPoll", poll);
    Checks.require(
        staleAfter.compareTo(poll) > 0,
        "loadStaleAfter",
        Quantities.written(staleAfter),
        "above loadPoll, " + Quantities.written(poll));
  }
}
