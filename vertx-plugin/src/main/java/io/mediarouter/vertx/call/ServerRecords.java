package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.lines.SparingLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of what this proxy has seen of each server: how soon it begins to answer, and how it
 * last failed; each failure is logged. Safe for use by many threads.
 */
public final class ServerRecords {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(10);
  private static final Duration DOUBTED_FOR = Duration.ofMinutes(10);

  private record Place(String serverId, Work work) {}

  private final Map<Place, FirstBytes> firstBytes = new ConcurrentHashMap<>();
  private final Map<String, LastFailure> failures = new ConcurrentHashMap<>();
  private final Map<String, StoreTrouble> troubles = new ConcurrentHashMap<>();
  private final Map<String, Instant> lost = new ConcurrentHashMap<>();
  private final Map<String, Instant> told = new ConcurrentHashMap<>();
  private final SparingLog log = new SparingLog(LOG);
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

  /** Learns that a server did not take a file of that size. */
  public void notStored(String serverId, long bytes, Throwable cause) {
    if (cause instanceof BackEndException failure && StoreTrouble.isTold(failure.status())) {
      String words = LogMask.hide(failure.words());
      var fresh = new StoreTrouble(serverId, clock.instant(), failure.status(), bytes, words);
      tellOnceInAWhile(troubles.merge(serverId, fresh, StoreTrouble::and));
    }
  }

  private void tellOnceInAWhile(StoreTrouble trouble) {
    Instant last = told.get(trouble.server());
    if (last == null || last.plus(BETWEEN_REMINDERS).isBefore(trouble.at())) {
      told.put(trouble.server(), trouble.at());
      LOG.warn("{}", trouble.words());
    }
  }

  /** Learns that a server took a file of that size: what it refused before may be over. */
  public void stored(String serverId, long bytes) {
    troubles.computeIfPresent(
        serverId,
        (id, trouble) -> !trouble.isOfSize() || bytes >= trouble.bytes() ? null : trouble);
  }

  /** Learns that a server has not, or not whole, what it once took. */
  public void lost(String serverId) {
    lost.put(serverId, clock.instant());
  }

  /** Whether a server has lost files lately, so that its word for having one is not enough. */
  public boolean isDoubtful(String serverId) {
    Instant last = lost.get(serverId);
    return last != null && clock.instant().isBefore(last.plus(DOUBTED_FOR));
  }

  /** What a distribution server does not take; empty = it takes all that it is given. */
  public Optional<StoreTrouble> storeTrouble(String serverId) {
    return Optional.ofNullable(troubles.get(serverId));
  }

  /** What distribution servers do not take. */
  public List<StoreTrouble> storeTroubles() {
    return List.copyOf(troubles.values());
  }

  /** Forgets all other servers. */
  void keepOnly(Collection<String> serverIds) {
    firstBytes.keySet().removeIf(place -> !serverIds.contains(place.serverId()));
    failures.keySet().retainAll(serverIds);
    troubles.keySet().retainAll(serverIds);
    lost.keySet().retainAll(serverIds);
    told.keySet().retainAll(serverIds);
  }

  /** How soon a server has begun its latest answers. Safe for use by many threads. */
  private static final class FirstBytes {
    private static final int MOST = 256;

    private final long[] nanos = new long[MOST];
    private int count;
    private int next;

    synchronized void add(long firstByteNanos) {
      nanos[next] = firstByteNanos;
      next = (next + 1) % MOST;
      count = Math.min(count + 1, MOST);
    }

    synchronized FirstByteTimes times() {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return new FirstByteTimes(count, quantile(sorted, 0.5), quantile(sorted, 0.99));
    }

    private static long quantile(long[] sorted, double share) {
      return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
  }
}
