package io.mediarouter.vertx.access;

import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.lines.SparingLog;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of requests: gives each its name, and tells the access log how it ended; what failed is
 * also logged in words. Safe for use by many threads.
 */
public final class Visits {
  private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

  private final SparingLog failures = new SparingLog(LOG);
  private final AccessLog log;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Supplier<RandomGenerator> random;

  /**
   * A book.
   *
   * @param nanoTime of durations, nanoseconds
   * @param random of names
   */
  public Visits(
      AccessLog log, InstantSource clock, LongSupplier nanoTime, Supplier<RandomGenerator> random) {
    this.log = log;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** Begins with a request that has just come; whatever answers it has its name in a field. */
  public Visit begin(HttpServerRequest request, String client) {
    String id = RequestIds.of(request, random.get());
    request.response().putHeader(RequestIds.FIELD, id);
    return new Visit(request, id, client, clock.instant(), nanoTime.getAsLong());
  }

  /** Learns that the answer begins. */
  public void begins(Visit visit) {
    visit.begins(nanoTime.getAsLong());
  }

  /**
   * Ends.
   *
   * @param ended the result if the answer did not come to its end; null = it did
   */
  public void end(Visit visit, @Nullable Result ended) {
    try {
      AccessEntry entry = visit.entry(ended, nanoTime.getAsLong());
      log.add(entry);
      tell(visit, entry);
    } catch (RuntimeException e) {
      LOG.warn("No access log entry", e);
    }
  }

  private void tell(Visit visit, AccessEntry entry) {
    if (visit.defect() != null) {
      LOG.error("{}", words(entry), visit.defect());
    } else if (entry.result() == Result.FAILURE || entry.result() == Result.BROKEN_OFF) {
      failures.warn(clock.millis(), () -> words(entry));
    }
  }

  private static String words(AccessEntry entry) {
    String how =
        entry.result() == Result.BROKEN_OFF
            ? "Broken off after " + entry.bytes() + " bytes"
            : "Answered " + entry.status();
    return LogMask.hide(
        how
            + ": "
            + entry.method()
            + " "
            + entry.target()
            + " of "
            + entry.client()
            + ", request "
            + entry.id()
            + ": "
            + entry.cause());
  }
}
