package io.mediarouter.speculate;

import java.time.Duration;
import java.time.Instant;

/**
 * The account of what speculation has cost and brought, the past counting half as much with every
 * half-life.
 *
 * @param spent core-seconds that were spent, in vain or not
 * @param saved core-seconds that uses have saved, less those that it cost to make again what was
 *     pushed out; below 0 = the latter were more
 * @param wasted core-seconds that were spent on what was broken off, or never used
 * @param made renditions that were made
 * @param used renditions of these that were used at all
 * @param uses how often they were used
 * @param at the moment of these numbers
 */
public record Account(
    double spent, double saved, double wasted, double made, double used, double uses, Instant at) {

  /** The time in which a result comes to count half. */
  public static final Duration HALF_LIFE = Duration.ofDays(7);

  /** Nothing spent, nothing saved. */
  public static final Account EMPTY = new Account(0, 0, 0, 0, 0, 0, Instant.EPOCH);

  public Account {
    if (!(Math.min(Math.min(spent, wasted), Math.min(made, Math.min(used, uses))) >= 0)
        || Double.isNaN(saved)) {
      throw new IllegalArgumentException("account: a negative number (expected: none)");
    }
  }

  /** What a broken-off attempt cost. */
  static Account inVain(double coreSeconds, Instant now) {
    return new Account(coreSeconds, 0, coreSeconds, 0, 0, 0, now);
  }

  /** What making something again cost that was pushed out. */
  static Account pushedOut(double coreSeconds, Instant now) {
    return new Account(0, -coreSeconds, 0, 0, 0, 0, now);
  }

  /** The numbers as they count at {@code now}; a moment before {@link #at} is taken for that. */
  public Account at(Instant now) {
    if (!now.isAfter(at)) {
      return this;
    }
    double factor =
        Math.pow(0.5, (double) Duration.between(at, now).toMillis() / HALF_LIFE.toMillis());
    return new Account(
        spent * factor,
        saved * factor,
        wasted * factor,
        made * factor,
        used * factor,
        uses * factor,
        now);
  }

  /** The sum, as of the later of both moments. */
  public Account plus(Account other) {
    Account a = at(other.at);
    Account b = other.at(at);
    return new Account(
        a.spent + b.spent,
        a.saved + b.saved,
        a.wasted + b.wasted,
        a.made + b.made,
        a.used + b.used,
        a.uses + b.uses,
        a.at);
  }
}
