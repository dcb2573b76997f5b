package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.lines.SparingLog;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * What this proxy has seen of each server: how soon it begins to answer, and how it last failed;
 * each failure is logged. Safe for use by many threads.
 */
public final class ServerRecords {
  private record Place(String serverId, Work work) {}

  private final Map<Place, FirstBytes> firstBytes = new ConcurrentHashMap<>();
  private final Map<String, LastFailure> failures = new ConcurrentHashMap<>();
  private final SparingLog log = new SparingLog(LoggerFactory.getLogger(Calls.class));
  private final InstantSource clock;

  ServerRecords(InstantSource clock) {
    this.clock = clock;
  }

  void answered(String serverId, Work work, long firstByteNanos) {
    firstBytes
        .computeIfAbsent(new Place(serverId, work), place -> new FirstBytes())
        .add(firstByteNanos);
  }

  void failed(Tried tried, String about) {
    String words = LogMask.hide(tried.cause());
    failures.put(tried.server(), new LastFailure(clock.instant(), tried.work(), words));
    log.warn(
        clock.millis(),
        () ->
            tried.server()
                + " failed ("
                + tried.work().token()
                + (about.isEmpty() ? "" : " for " + LogMask.hide(about))
                + ") after "
                + TimeUnit.NANOSECONDS.toMillis(tried.nanos())
                + " ms: "
                + words);
  }

  /** How a server last failed; empty = it has not since it is known here. */
  public Optional<LastFailure> lastFailure(String serverId) {
    return Optional.ofNullable(failures.get(serverId));
  }

  /** How soon a server began to answer; empty = it was not asked while somebody waited. */
  public Optional<FirstByteTimes> firstByteTimes(String serverId, Work work) {
    return Optional.ofNullable(firstBytes.get(new Place(serverId, work))).map(FirstBytes::times);
  }

  /** Forgets all other servers. */
  public void keepOnly(Collection<String> serverIds) {
    firstBytes.keySet().removeIf(place -> !serverIds.contains(place.serverId()));
    failures.keySet().removeIf(id -> !serverIds.contains(id));
  }
}
