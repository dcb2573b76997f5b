package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.FirstByteTimes;
import io.mediarouter.vertx.call.LastFailure;
import io.mediarouter.vertx.call.ServerRecords;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JSON of how this proxy's calls to a server went, for operators. */
final class CallsJson {
  private CallsJson() {}

  /** By the kind of work, for which the server was asked lately. */
  static JsonObject of(String serverId, Breakers breakers, ServerRecords records) {
    var works = new JsonObject();
    breakers.all().stream()
        .filter(breaker -> breaker.serverId().equals(serverId))
        .forEach(breaker -> works.put(breaker.work().token(), json(breaker, records)));
    return works;
  }

  private static JsonObject json(Breaker breaker, ServerRecords records) {
    BreakerReport report = breaker.report();
    var json =
        new JsonObject()
            .put("breaker", report.state())
            .put("failure_rate_percent", BreakerJson.rate(report.failureRate()))
            .put("slow_rate_percent", BreakerJson.rate(report.slowRate()))
            .put("failed", report.failures())
            .put("slow", report.slow());
    Work work = breaker.work();
    records
        .firstByteTimes(breaker.serverId(), work)
        .ifPresent(times -> json.put("first_byte", json(times)));
    return json;
  }

  private static JsonObject json(FirstByteTimes times) {
    return new JsonObject()
        .put("answers", times.count())
        .put("p50_ms", millis(times.medianNanos()))
        .put("p99_ms", millis(times.slowestNanos()));
  }

  private static double millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0;
  }

  /** The last error, and when; null = none is known here. */
  static @Nullable JsonObject lastError(String serverId, ServerRecords records) {
    return records.lastFailure(serverId).map(CallsJson::json).orElse(null);
  }

  private static JsonObject json(LastFailure failure) {
    return new JsonObject()
        .put("at", Answers.moment(failure.at()))
        .put("work", failure.work().token())
        .put("error", failure.words());
  }
}
