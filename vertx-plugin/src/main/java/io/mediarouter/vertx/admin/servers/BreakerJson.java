package io.mediarouter.vertx.admin.servers;

import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import io.mediarouter.vertx.config.resilience.BreakerWindow;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The JSON of a circuit breaker, for operators. */
final class BreakerJson {
  private BreakerJson() {}

  static JsonObject of(Breaker breaker) {
    BreakerReport report = breaker.report();
    return new JsonObject()
        .put("server", breaker.serverId())
        .put("work", breaker.work().token())
        .put("state", report.state())
        .put("failure_rate_percent", rate(report.failureRate()))
        .put("slow_rate_percent", rate(report.slowRate()))
        .put("calls_in_window", report.buffered())
        .put("in_flight", report.inFlight())
        .put("counts", counts(report))
        .put("settings", settings(breaker.settings()));
  }

  /** Too few calls are no rate. */
  static @Nullable Double rate(float percent) {
    return percent < 0 ? null : Math.round(percent * 10) / 10.0;
  }

  private static JsonObject counts(BreakerReport report) {
    return new JsonObject()
        .put("successful", report.successes())
        .put("failed", report.failures())
        .put("ignored", report.ignored())
        .put("slow", report.slow())
        .put("refused", report.refused());
  }

  private static JsonObject settings(BreakerSettings settings) {
    return new JsonObject()
        .put("failure_rate_percent", settings.failureRate())
        .put("slow_rate_percent", settings.slowRate())
        .put("window", window(settings.window()))
        .put("minimum_calls", settings.minimumCalls())
        .put("open_for_seconds", seconds(settings.openFor()))
        .put("half_open_calls", settings.halfOpenCalls())
        .put("half_open_for_seconds", seconds(settings.halfOpenFor()))
        .put("slow_first_byte_seconds", seconds(settings.slow().firstByte()));
  }

  private static String window(BreakerWindow window) {
    return window.size() + (window.timed() ? " s" : " calls");
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
