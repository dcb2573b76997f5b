package io.mediarouter.vertx.access;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.door.Visit;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.lines.SparingLog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Optional;
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
public final class Traces implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

  private final SparingLog failures = new SparingLog(LOG);
  private final RecentRequests recent = new RecentRequests();
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
  public Traces(
      AccessLog log, InstantSource clock, LongSupplier nanoTime, Supplier<RandomGenerator> random) {
    this.log = log;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** The requests that have ended lately. */
  public RecentRequests recent() {
    return recent;
  }

  /** Begins with a request that has just come; whatever answers it has its name in a field. */
  private Trace begin(HttpServerRequest request, long beginNanos) {
    String id = RequestIds.of(request, random.get());
    request.response().putHeader(RequestIds.FIELD, id);
    return new Trace(request, id, clock.instant(), beginNanos);
  }

  /**
   * The trace of a request: the one that it has had from the door on, or one that begins. Who takes
   * it tells its end.
   */
  public Trace take(HttpServerRequest request, String client) {
    Trace trace =
        Visit.of(request)
            .flatMap(visit -> visit.noted(Trace.class))
            .orElseGet(() -> begin(request, nanoTime.getAsLong()));
    trace.from(client);
    trace.take();
    return trace;
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    Trace trace = begin(visit, visit.beginNanos());
    trace.from(visit.client());
    visit.note(Trace.class, trace);
    visit.onEnd(over -> endUnlessTaken(trace, over));
    next.handle(visit);
  }

  /** What the door answers itself has come to nobody else. */
  private void endUnlessTaken(Trace trace, Visit visit) {
    if (!trace.isTaken()) {
      Optional<Problem> refusal = visit.noted(Problem.class);
      refusal.ifPresent(told -> trace.because(told.title() + ": " + told.detail()));
      boolean answered = refusal.isPresent() || visit.response().ended();
      end(trace, answered ? null : Result.CLIENT_LEFT);
    }
  }

  /** Learns that the answer begins. */
  public void begins(Trace trace) {
    trace.begins(nanoTime.getAsLong());
  }

  /** Ends one whose answer has not come to its end, by what it knows of the cause. */
  public void endEarly(Trace trace) {
    end(trace, trace.brokenResult());
  }

  /**
   * Ends.
   *
   * @param ended the result if the answer did not come to its end; null = it did
   */
  public void end(Trace trace, @Nullable Result ended) {
    if (!trace.end()) {
      return;
    }
    try {
      AccessEntry entry = trace.entry(ended, nanoTime.getAsLong());
      log.add(entry);
      recent.add(new PastRequest(entry.brief(), trace.decisions()));
      tell(trace, entry);
    } catch (RuntimeException e) {
      LOG.warn("No access log entry", e);
    }
  }

  private void tell(Trace trace, AccessEntry entry) {
    if (trace.defect() != null) {
      LOG.error("{}", words(entry), trace.defect());
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
