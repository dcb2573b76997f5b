package io.mediarouter.vertx.stock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The report of what taking stock has brought, or has so far.
 *
 * @param running whether it goes on
 * @param begunAt when it began; null = never
 * @param endedAt when it ended; null = it has not
 * @param present the server at hand; empty = none
 * @param waiting the servers that are next
 * @param servers of each server that is done, how it went
 * @param count what was found in all
 */
public record StockReport(
    boolean running,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt,
    String present,
    List<String> waiting,
    Map<String, String> servers,
    Count count) {
  static final StockReport NONE =
      new StockReport(false, null, null, "", List.of(), Map.of(), Count.zero());

  public StockReport {
    waiting = List.copyOf(waiting);
    servers = Map.copyOf(servers);
  }

  static StockReport begun(Instant now) {
    return new StockReport(true, now, null, "", List.of(), Map.of(), Count.zero());
  }

  StockReport with(boolean goesOn, List<String> next) {
    return new StockReport(goesOn, begunAt, endedAt, present, next, servers, count);
  }

  StockReport at(String id) {
    return new StockReport(running, begunAt, endedAt, id, waiting, servers, count);
  }

  StockReport about(String id, String words) {
    Map<String, String> all = new TreeMap<>(servers);
    all.put(id, words);
    return new StockReport(running, begunAt, endedAt, "", waiting, all, count);
  }

  StockReport ended(Instant now) {
    return new StockReport(false, begunAt, now, "", List.of(), servers, count);
  }

  String words() {
    return "%d files, %d known, %d adopted, %d forgotten, %d restored, %d orphans, %d younger"
        .formatted(
            count.files().get(),
            count.known().get(),
            count.adopted().get(),
            count.forgotten().get(),
            count.restored().get(),
            count.orphans().get(),
            count.waiting().get());
  }
}
