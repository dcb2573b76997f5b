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
 * @param past how it was used before it was stored this time
 */
public record Holding(AssetId asset, StoredRendition stored, double coreSeconds, Past past) {
  /** What is not known to cost anything is not thrown away before all else. */
  private static final double LEAST_CORE_SECONDS = 1e-3;

  /** So much of the first request is no sign of more: without it nothing would be known at all. */
  static final double FIRST_OF_ALL = 0.9;

  /** How long something has to be watched until its own uses tell more than what is usual. */
  private static final double USUAL_SECONDS = 3 * 3600;

  /** What its asset and its form tell counts as if it had been watched that long. */
  private static final double BELIEVED_SECONDS = 48 * 3600;

  private static final double HALF_LIFE_SECONDS = Usage.HALF_LIFE.toSeconds();

  /** A rendition of which nothing is known from before. */
  public Holding(AssetId asset, StoredRendition stored, double coreSeconds) {
    this(asset, stored, coreSeconds, Past.NONE);
  }

  /**
   * How often it was used: its uses, those before it was stored this time, and that it was made for
   * somebody, each counting half as much with every half-life.
   */
  public double uses(Instant now) {
    return stored.usage().weightAt(now)
        + past.usage().weightAt(now)
        + new Usage(0, 1, earlier(stored.storedAt(), now)).weightAt(now);
  }

  /** From when on its uses were counted. */
  Instant since() {
    return earlier(stored.storedAt(), past.since());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Uses a second that are expected: those seen, by the time in which they were, both decayed. */
  double rate(Instant now) {
    return rate(now, 0, 0);
  }

  /**
   * The same where it is known what is usual: the mean of both, each by the time in which it was
   * seen. It is what is expected of Poisson uses at a rate that has a gamma distribution with that
   * mean (Robbins, "An empirical Bayes approach to statistics", 1956).
   */
  double rate(Instant now, double usualRate) {
    return isForeseen() ? rate(now) : rate(now, usualRate, BELIEVED_SECONDS);
  }

  /**
   * Whether it was made before anybody asked for it, and nobody has yet: who foresaw its use knows
   * more of it than others' uses tell.
   */
  boolean isForeseen() {
    return stored.usage().hits() == 0 && past.since().equals(stored.storedAt());
  }

  private double rate(Instant now, double usualRate, double believed) {
    double seconds = Math.max(0, Duration.between(since(), now).toMillis() / 1000.0);
    double left = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
    double watched = HALF_LIFE_SECONDS / Math.log(2) * (1 - left);
    double uses = uses(now) - FIRST_OF_ALL * left + usualRate * believed;
    return uses / (watched + USUAL_SECONDS + believed);
  }

  /** What keeping each of its bytes saves, core-seconds a second: work x expected uses / bytes. */
  public double value(Instant now) {
    return value(rate(now));
  }

  /** The same at a rate of uses. */
  double value(double rate) {
    return Math.max(LEAST_CORE_SECONDS, coreSeconds) * rate / stored.bytes();
  }

  /** Whether nobody has used it, nor was it stored, for that long. */
  public boolean isIdle(Duration length, Instant now) {
    Instant last = now.minus(length);
    return stored.usage().at().isBefore(last) && stored.storedAt().isBefore(last);
  }
}
