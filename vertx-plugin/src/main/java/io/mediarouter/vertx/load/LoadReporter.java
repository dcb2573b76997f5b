package io.mediarouter.vertx.load;

import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.orca.OrcaReport;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.config.LoadConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of the load table: takes in what servers say of their load, polled or on any response.
 * Safe for use by many threads.
 *
 * <p>A server that does not answer polls any more is not idle, so its last report stays, grows old,
 * and the load is unknown. A report that merely came on a response is taken away when it is old:
 * nobody had to send another, and a server that is sent nothing for want of one never would.
 * Another proxy that polls a server since has newer ones.
 */
public final class LoadReporter {
  /** Responses come by the thousand; each report that is taken in is told to all proxies. */
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(LoadReporter.class);

  private final OwnedTable<LoadReport> loads;
  private final InstantSource clock;
  private final Supplier<LoadConfig> config;
  private final Set<String> polled = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> inBand = new ConcurrentHashMap<>();
  private final Set<String> rejected = ConcurrentHashMap.newKeySet();

  /**
   * A reporter into that table.
   *
   * @param config tells from which age on a report is not believed, and what tells a server's
   *     utilization before the usual
   */
  public LoadReporter(
      OwnedTable<LoadReport> loads, InstantSource clock, Supplier<LoadConfig> config) {
    this.loads = loads;
    this.clock = clock;
    this.config = config;
  }

  /** Takes in the body of a server's load resource; one that is malformed is passed over. */
  void acceptPolled(Server server, String body) {
    try {
      if (put(server, OrcaField.parseBody(body), clock.instant())) {
        polled.add(server.id());
      }
    } catch (MalformedReportException e) {
      reject(server, e);
    }
  }

  /**
   * Takes in the field of a response; one that is absent, malformed, without a utilization, or too
   * soon after the last one, is passed over.
   */
  public void acceptInBand(Server server, @Nullable String field) {
    if (field != null && isDue(server)) {
      acceptInBand(server, field, clock.instant());
    }
  }

  private void acceptInBand(Server server, String field, Instant now) {
    inBand.put(server.id(), now);
    try {
      put(server, OrcaField.parse(field), now);
    } catch (MalformedReportException e) {
      reject(server, e);
    }
  }

  private boolean isDue(Server server) {
    Instant last = inBand.get(server.id());
    return last == null || !clock.instant().isBefore(last.plus(LEAST_INTERVAL));
  }

  private boolean put(Server server, OrcaReport report, Instant now) {
    var utilization = report.utilization(config.get().metrics());
    utilization.ifPresent(share -> put(server, share * server.capacityCores(), report, now));
    return utilization.isPresent();
  }

  private void put(Server server, double cores, OrcaReport report, Instant now) {
    loads.put(
        server.id(),
        new LoadReport(
            server.id(),
            Math.min(cores, Double.MAX_VALUE),
            now,
            whole(report, "named_metrics.transcode_sessions"),
            whole(report, "named_metrics.capacity_sessions")));
  }

  private static int whole(OrcaReport report, String metric) {
    return (int) report.value(metric).orElse(0);
  }

  private void reject(Server server, MalformedReportException cause) {
    if (rejected.add(server.id())) {
      LOG.warn(
          "Not understood, this and what else {} says so: {}", server.id(), cause.getMessage());
    }
  }

  /**
   * Takes away what came on responses and has grown old, and what this proxy has learned of servers
   * that another one polls by now: once that one is gone, it would say that they are silent.
   */
  void forgetOld() {
    Instant oldest = clock.instant().minus(config.get().staleAfter());
    inBand.entrySet().stream()
        .filter(entry -> entry.getValue().isBefore(oldest))
        .forEach(entry -> forget(entry.getKey(), entry.getValue()));
    loads.rows().stream()
        .map(Row::value)
        .filter(report -> isOvertaken(report, oldest))
        .forEach(report -> leave(report.serverId()));
  }

  private void forget(String serverId, Instant at) {
    if (inBand.remove(serverId, at) && !polled.contains(serverId)) {
      loads.remove(serverId);
    }
  }

  private boolean isOvertaken(LoadReport latest, Instant oldest) {
    return loads
        .own(latest.serverId())
        .filter(own -> own.at().isBefore(oldest) && own.at().isBefore(latest.at()))
        .isPresent();
  }

  private void leave(String serverId) {
    polled.remove(serverId);
    loads.remove(serverId);
  }
}
