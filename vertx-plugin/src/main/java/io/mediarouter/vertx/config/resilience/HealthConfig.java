package io.mediarouter.vertx.config.resilience;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Inline;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;
import java.util.Map;

/** The settings of how servers are checked when nobody asks them for anything. */
public record HealthConfig(
    @Key(value = "Time between two checks of one server.", absent = "2s") Duration interval,
    @Key(value = "Longest wait for an answer.", absent = "2s") Duration timeout,
    @Key(
            value = "Checks in a row that have to pass before a server is up again.",
            absent = "2",
            range = "1..100")
        int rise,
    @Key(
            value = "Checks in a row that have to fail before a server is down.",
            absent = "3",
            range = "1..100")
        int fall,
    @Key(
            value = "Age of its last load report from which a server that used to report is down.",
            absent = "30s")
        Duration silentFor,
    @Inline(CheckPaths.class) Map<ServerRole, String> paths) {
  public static final HealthConfig DEFAULT = RecordForm.defaults(HealthConfig.class);

  public HealthConfig {
    Checks.positive("health.interval", interval);
    Checks.positive("health.timeout", timeout);
    Checks.atLeast("health.rise", rise, 1);
    Checks.atLeast("health.fall", fall, 1);
    Checks.positive("health.silentFor", silentFor);
    paths = Map.copyOf(paths);
  }
}
