package io.mediarouter.vertx.store;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.store.Shelf;
import io.mediarouter.store.StoreReport;
import io.mediarouter.vertx.config.StoreConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The distribution servers as places for files: what lies there and what they have refused, as the
 * proxies tell each other. Safe for use by many threads.
 */
public final class Shelves {
  private final Supplier<FarmView> view;
  private final Supplier<ServerLoadMonitor> loads;
  private final OwnedTable<StoreReport> reports;
  private final Supplier<StoreConfig> config;
  private final InstantSource clock;

  /**
   * The servers of {@code view}.
   *
   * @param loads tells how busy each is
   * @param reports what proxies know of them
   */
  public Shelves(
      Supplier<FarmView> view,
      Supplier<ServerLoadMonitor> loads,
      OwnedTable<StoreReport> reports,
      Supplier<StoreConfig> config,
      InstantSource clock) {
    this.view = view;
    this.loads = loads;
    this.reports = reports;
    this.config = config;
    this.clock = clock;
  }

  /** All of them as they are now. */
  public List<Shelf> all() {
    Instant now = clock.instant();
    return view.get().withRole(ServerRole.DISTRIBUTION).stream()
        .map(each -> shelf(each, now))
        .toList();
  }

  private Shelf shelf(ServerView server, Instant now) {
    String id = server.server().id();
    double cores = loads.get().loadOf(server, now).cores();
    return new Shelf(
        id,
        server.accepts(Work.DELIVERY),
        server.accepts(Work.STORAGE),
        used(id),
        config.get().budgetOf(id),
        refused(id, now),
        Math.min(1, cores / server.server().capacityCores()));
  }

  /** Bytes of the files there, by who has looked last; 0 where nobody has. */
  private long used(String id) {
    return of(id).stream()
        .filter(each -> each.usedBytes() >= 0)
        .max(Comparator.comparing(StoreReport::at))
        .map(StoreReport::usedBytes)
        .orElse(0L);
  }

  private long refused(String id, Instant now) {
    return of(id).stream()
        .filter(each -> each.refuses(now))
        .mapToLong(StoreReport::refusedBytes)
        .min()
        .orElse(0);
  }

  /**
   * What it is expected to cost that a byte more is stored: what has to go for it, on the server
   * where that is least; core-seconds, 0 while there is room.
   */
  public double priceOfByte() {
    return all().stream().filter(Shelf::takes).mapToDouble(this::priceOfByte).min().orElse(0);
  }

  /** One without a budget is full when it refuses, and stays so. */
  private double priceOfByte(Shelf shelf) {
    return shelf.budgetBytes() == 0 || shelf.isTight()
        ? of(shelf.serverId()).stream().mapToDouble(StoreReport::priceOfByte).max().orElse(0)
        : 0;
  }

  /** What all proxies say of a server. */
  public List<StoreReport> of(String id) {
    return reports.rows().stream().filter(row -> row.key().equals(id)).map(Row::value).toList();
  }

  /** Learns that a server has no room for a file. */
  void refused(String id, long bytes) {
    change(id, report -> report.refused(bytes, clock.instant()));
  }

  /** Learns that a server took a file. */
  void took(String id, long bytes) {
    if (reports.own(id).filter(report -> report.refusedAt() != null).isPresent()) {
      change(id, report -> report.took(bytes));
    }
  }

  /** How many files a server took that were as large as one that it had refused before. */
  long taken(String id) {
    return of(id).stream().mapToLong(StoreReport::taken).sum();
  }

  /** Learns what lies on a server. */
  void seen(String id, long bytes, long files) {
    change(id, report -> report.seen(bytes, files, clock.instant()));
  }

  /** Learns what bytes there were worth that had to go. */
  void priced(String id, double coreSecondsOfByte) {
    change(id, report -> report.priced(coreSecondsOfByte));
  }

  private synchronized void change(String id, UnaryOperator<StoreReport> change) {
    reports.put(id, change.apply(reports.own(id).orElseGet(() -> StoreReport.none(id))));
  }
}
