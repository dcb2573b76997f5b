package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.farm.Farm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The transcoding servers that make renditions only, and no segments: as they are configured, or
 * for some minutes after they said so. Safe for use by many threads.
 */
final class PieceServers {
  private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Map<String, Long> known = new ConcurrentHashMap<>();
  private final Farm farm;
  private final LongSupplier nanoTime;

  PieceServers(Farm farm, LongSupplier nanoTime) {
    this.farm = farm;
    this.nanoTime = nanoTime;
  }

  /** Learns that a server has no resource of segments. */
  void add(String serverId) {
    known.put(serverId, nanoTime.getAsLong());
  }

  /** Whether a server has no resource of segments, as far as is known. */
  boolean contains(String serverId) {
    return isWithoutSegments(serverId) || said(serverId);
  }

  private boolean isWithoutSegments(String serverId) {
    return farm.find(serverId).map(at -> !at.server().capabilities().makesSegments()).orElse(false);
  }

  private boolean said(String serverId) {
    Long when = known.get(serverId);
    return when != null && nanoTime.getAsLong() - when < REMEMBERED_NANOS;
  }
}
