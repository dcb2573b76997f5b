package io.mediarouter.vertx.config;

import io.mediarouter.farm.ServerRole;
import java.time.Duration;
import java.util.Map;

/**
 * How servers are checked when nobody asks them for anything.
 *
 * @param interval time between two checks of one server, above 0
 * @param timeout longest wait for an answer, above 0
 * @param rise checks in a row that have to pass before a server is up again, at least 1
 * @param fall checks in a row that have to fail before a server is down, at least 1
 * @param silentFor age of its last load report from which a server that used to report is down
 * @param paths by role, what is asked for, relative to the server's URL; absent = not checked
 */
public record HealthConfig(
    Duration interval,
    Duration timeout,
    int rise,
    int fall,
    Duration silentFor,
    Map<ServerRole, String> paths) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
  public static final int DEFAULT_RISE = 2;
  public static final int DEFAULT_FALL = 3;
  public static final Duration DEFAULT_SILENT_FOR = Duration.ofSeconds(30);

  /** The server's URL itself: whatever it answers, unless it is its own failure, it is there. */
  public static final String DEFAULT_PATH = "";

  public static final HealthConfig DEFAULT =
      new HealthConfig(
          DEFAULT_INTERVAL,
          DEFAULT_TIMEOUT,
          DEFAULT_RISE,
          DEFAULT_FALL,
          DEFAULT_SILENT_FOR,
          Map.of(
              ServerRole.ORIGIN, DEFAULT_PATH,
              ServerRole.TRANSCODING, DEFAULT_PATH,
              ServerRole.DISTRIBUTION, DEFAULT_PATH));

  public HealthConfig {
    Checks.positive("health.interval", interval);
    Checks.positive("health.timeout", timeout);
    Checks.atLeast("health.rise", rise, 1);
    Checks.atLeast("health.fall", fall, 1);
    Checks.positive("health.silentFor", silentFor);
    paths = Map.copyOf(paths);
  }
}
