package io.mediarouter.vertx.config.resilience;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;

/** The settings of what is done for a request whose server fails before a byte was sent. */
public record FailoverConfig(
    @Key(
            value = "Attempts beyond the first that are allowed, as a share of all requests.",
            absent = "0.2",
            range = "0..10")
        double retryShare,
    @Key(
            value = "Attempts beyond the first that are allowed a second in any case.",
            absent = "10",
            range = "0..100000")
        int retryReserve,
    @Key(
            value =
                "Time from a request's arrival, its waits for capacity left out, after which"
                    + " nothing more is tried; players give up after 8 s.",
            absent = "8s")
        Duration deadline) {
  public static final FailoverConfig DEFAULT = RecordForm.defaults(FailoverConfig.class);

  public FailoverConfig {
    boolean fine = retryShare >= 0 && retryShare <= 10;
    Checks.require(fine, "failover.retryShare", Double.toString(retryShare), "0..10");
    Checks.atLeast("failover.retryReserve", retryReserve, 0);
    Checks.positive("failover.deadline", deadline);
  }
}
