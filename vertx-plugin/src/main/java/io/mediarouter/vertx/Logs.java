package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.Planning;
import io.mediarouter.vertx.access.AccessLog;
import io.mediarouter.vertx.access.ConsoleAccessLog;
import io.mediarouter.vertx.access.FileAccessLog;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.AccessLogConfig;
import io.mediarouter.vertx.decision.DecisionLog;
import io.mediarouter.vertx.lines.LogMask;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a proxy, none of which tells a secret.
 *
 * @param access of requests
 * @param decisions of decisions; null = they are not logged
 */
@Assembly
record Logs(AccessLog access, @Nullable DecisionLog decisions) {

  /** Opens the configured logs; fails if a file cannot be written. */
  static Future<Logs> open(Vertx vertx, MediaRoutingConfig config) {
    String file = config.decisionLog();
    InstantSource clock = InstantSource.system();
    LogMask.hideAlso(config.logs().mask());
    return access(vertx, config, clock)
        .compose(
            log ->
                file == null
                    ? Future.succeededFuture(new Logs(log, null))
                    : DecisionLog.open(vertx, file, clock)
                        .map(decisions -> new Logs(log, decisions)));
  }

  private static Future<AccessLog> access(
      Vertx vertx, MediaRoutingConfig config, InstantSource clock) {
    AccessLogConfig log = config.accessLog();
    return switch (log.destination()) {
      case OFF -> Future.succeededFuture(AccessLog.OFF);
      case STANDARD_OUTPUT -> Future.succeededFuture(new ConsoleAccessLog());
      case FILE ->
          FileAccessLog.open(
              vertx, Objects.requireNonNull(log.file(), "file"), config.logs().rotation(), clock);
    };
  }

  /** The planner by {@code planning}; what it decides is logged where decisions are. */
  Planner plannerOf(Planning planning) {
    return decisions == null ? planning.planner() : decisions.planner(planning);
  }

  /** Ends the logging when all is written. */
  Future<Void> close() {
    return access
        .close()
        .transform(closed -> decisions == null ? Future.succeededFuture() : decisions.close());
  }
}
