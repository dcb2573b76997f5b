package io.mediarouter.vertx.farm;

import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.state.OwnedTable;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The writer of the load table: takes in what servers say of their load, polled or on any response.
 */
public final class LoadReporter {
  /** The field in which load is told (ORCA). */
  public static final String FIELD = "endpoint-load-metrics";

  private final OwnedTable<LoadReport> loads;
  private final InstantSource clock;

  /** A reporter into that table. */
  public LoadReporter(OwnedTable<LoadReport> loads, InstantSource clock) {
    this.loads = loads;
    this.clock = clock;
  }

  /** Takes in a field's value; null, malformed and incomplete ones are passed over. */
  public void accept(Server server, @Nullable String report) {
    OrcaReport.parse(report).ifPresent(orca -> put(server, orca));
  }

  private void put(Server server, OrcaReport report) {
    double cores = report.utilization() * server.capacityCores();
    loads.put(server.id(), new LoadReport(server.id(), cores, clock.instant()));
  }
}
