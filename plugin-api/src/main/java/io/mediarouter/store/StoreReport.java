package io.mediarouter.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The report of what one proxy knows of a distribution server as a place for files.
 *
 * @param serverId which
 * @param usedBytes of the files that the index knows there; below 0 = this proxy has not looked
 * @param files how many that are, at least 0
 * @param at when it looked
 * @param refusedBytes of the smallest file that it refused this proxy for want of room; 0 = none
 * @param refusedAt when it last did; null = never
 * @param priceOfByte what it is expected to cost that a byte less can be kept there, core-seconds,
 *     as what had to go last tells; 0 = nothing had to
 * @param taken how many files it has taken from this proxy that were as large as one that it had
 *     just refused, at least 0
 */
public record StoreReport(
    String serverId,
    long usedBytes,
    long files,
    Instant at,
    long refusedBytes,
    @Nullable Instant refusedAt,
    double priceOfByte,
    long taken) {
  /** How long a server that has refused a file is asked last. */
  public static final Duration REFUSES_FOR = Duration.ofSeconds(30);

  /** Nothing is known. */
  public static StoreReport none(String serverId) {
    return new StoreReport(serverId, -1, 0, Instant.EPOCH, 0, null, 0, 0);
  }

  /** The same after a look at what lies there. */
  public StoreReport seen(long bytes, long count, Instant now) {
    return new StoreReport(
        serverId, bytes, count, now, refusedBytes, refusedAt, priceOfByte, taken);
  }

  /** The same after it refused a file. */
  public StoreReport refused(long bytes, Instant now) {
    long smallest = refuses(now) ? Math.min(bytes, refusedBytes) : bytes;
    return new StoreReport(
        serverId, usedBytes, files, at, Math.max(1, smallest), now, priceOfByte, taken);
  }

  /** The same after it took a file of so many bytes. */
  public StoreReport took(long bytes) {
    long large = refusedBytes > 0 && bytes >= refusedBytes ? 1 : 0;
    return new StoreReport(serverId, usedBytes, files, at, 0, null, priceOfByte, taken + large);
  }

  /** The same after something had to go from it. */
  public StoreReport priced(double coreSecondsOfByte) {
    return new StoreReport(
        serverId, usedBytes, files, at, refusedBytes, refusedAt, coreSecondsOfByte, taken);
  }

  /** Whether it has refused a file lately. */
  public boolean refuses(Instant now) {
    return refusedAt != null && now.isBefore(refusedAt.plus(REFUSES_FOR));
  }
}
