package io.mediarouter.store;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.media.AssetId;
import java.time.Duration;
import java.time.Instant;

/**
 * A stored rendition, with what it would cost to make it again.
 *
 * @param asset its source
 * @param coreSeconds predicted work of making it again, at least 0
 */
public record Holding(AssetId asset, StoredRendition stored, double coreSeconds) {
  /** What is not known to cost anything is not thrown away before all else. */
  private static final double LEAST_CORE_SECONDS = 1e-3;

  /**
   * How often it is expected to be used, relative to others: its uses, and that it was made for
   * somebody, each counting half as much with every half-life.
   */
  public double uses(Instant now) {
    Instant made = stored.storedAt().isBefore(now) ? stored.storedAt() : now;
    return stored.usage().weightAt(now) + new Usage(0, 1, made).weightAt(now);
  }

  /** What keeping each of its bytes saves, relative to others: work x expected uses / bytes. */
  public double value(Instant now) {
    return Math.max(LEAST_CORE_SECONDS, coreSeconds) * uses(now) / stored.bytes();
  }

  /** Whether nobody has used it, nor was it stored, for that long. */
  public boolean isIdle(Duration length, Instant now) {
    Instant last = now.minus(length);
    return stored.usage().at().isBefore(last) && stored.storedAt().isBefore(last);
  }
}
