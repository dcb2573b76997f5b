package io.mediarouter.vertx.proxy;

import io.mediarouter.outcome.Ending;
import io.mediarouter.plan.Decision;
import io.mediarouter.vertx.access.AccessEntry;
import io.mediarouter.vertx.access.AccessLog;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer of access log entries from finished exchanges. */
record AccessReport(AccessLog log, InstantSource clock, LongSupplier nanoTime) {
  private static final Logger LOG = LoggerFactory.getLogger(AccessReport.class);

  void add(Exchange exchange) {
    if (log == AccessLog.OFF) {
      return;
    }
    try {
      log.add(entry(exchange));
    } catch (RuntimeException e) {
      LOG.warn("No access log entry", e);
    }
  }

  private AccessEntry entry(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    long nanos = nanoTime.getAsLong() - exchange.beginNanos();
    Decision decision = exchange.decision();
    Ending ending = exchange.ending();
    return new AccessEntry(
        clock.instant().minusNanos(nanos),
        request.remoteAddress().hostAddress(),
        request.method().name(),
        request.uri(),
        exchange.client().getStatusCode(),
        exchange.client().bytesWritten(),
        nanos / (double) Duration.ofMillis(1).toNanos(),
        decision == null ? "" : decision.option().token(),
        exchange.serverId(),
        String.valueOf(ending).toLowerCase(Locale.ROOT),
        exchange.outcome().name().toLowerCase(Locale.ROOT));
  }
}
