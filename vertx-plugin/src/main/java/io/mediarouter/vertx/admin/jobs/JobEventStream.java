package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.state.Versioned;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One listener's stream of server-sent events. Confined to the context of its request, but for
 * {@link #wake}.
 *
 * <p>Nothing is kept for a slow reader: what it is told next is read from the table when it can
 * take more, so that of a job that has changed several times it sees the latest state alone. One
 * that takes nothing for two heartbeats is cut off.
 */
final class JobEventStream {
  private static final int QUEUE_BYTES = 16 * 1024;
  private static final String RETRY = "retry: 2000\n\n";
  private static final String HEARTBEAT = ": still here\n\n";

  private final Map<String, Long> told = new HashMap<>();
  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final Supplier<Collection<Versioned<BatchJob>>> rows;
  private final InstantSource clock;
  private final boolean single;
  private final Duration pulse;
  private boolean ended;
  private boolean stuck;
  private long heartbeat = -1;

  /**
   * A stream that has not begun.
   *
   * @param rows the jobs to tell of, as they are now
   * @param single whether the stream ends with the job it tells of
   * @param pulse time between two heartbeats, above 0
   */
  JobEventStream(
      Vertx vertx,
      HttpServerResponse response,
      Supplier<Collection<Versioned<BatchJob>>> rows,
      InstantSource clock,
      boolean single,
      Duration pulse) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.rows = rows;
    this.clock = clock;
    this.single = single;
    this.pulse = pulse;
  }

  /** Sends the head and the present state; {@code whenEnded} is run once. */
  void begin(Runnable whenEnded) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .setChunked(true)
        .setWriteQueueMaxSize(QUEUE_BYTES)
        .exceptionHandler(cause -> {})
        .endHandler(v -> end(whenEnded))
        .closeHandler(v -> end(whenEnded));
    heartbeat = vertx.setPeriodic(pulse.toMillis(), id -> beat());
    response.drainHandler(v -> drained());
    response.write(RETRY);
    if (!single) {
      passOver();
    }
    tell();
  }

  /** What was over before anybody listened is no event. */
  private void passOver() {
    rows.get().stream()
        .filter(row -> row.value().state().isFinal())
        .forEach(row -> told.put(row.value().id(), row.version()));
  }

  private void end(Runnable whenEnded) {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(heartbeat);
      whenEnded.run();
    }
  }

  /** Who takes something, however slowly, is not stuck. */
  private void drained() {
    stuck = false;
    tell();
  }

  private void beat() {
    if (!response.writeQueueFull()) {
      stuck = false;
      response.write(HEARTBEAT);
    } else if (stuck) {
      response.reset();
    } else {
      stuck = true;
    }
  }

  /** Has changes told soon; may be called from any thread. */
  void wake() {
    context.runOnContext(v -> tell());
  }

  private void tell() {
    if (ended) {
      return;
    }
    Collection<Versioned<BatchJob>> now = rows.get();
    for (Versioned<BatchJob> row : now) {
      if (response.writeQueueFull()) {
        return;
      }
      tell(row);
    }
    told.keySet().retainAll(now.stream().map(row -> row.value().id()).collect(Collectors.toSet()));
    if (single && now.stream().allMatch(row -> row.value().state().isFinal())) {
      response.end();
    }
  }

  private void tell(Versioned<BatchJob> row) {
    Long before = told.put(row.value().id(), row.version());
    if (!Objects.equals(before, row.version())) {
      response.write(event(row));
    }
  }

  private String event(Versioned<BatchJob> row) {
    BatchJob job = row.value();
    return "event: job\nid: "
        + job.id()
        + "/"
        + row.version()
        + "\ndata: "
        + JobJson.of(job, clock.instant()).encode()
        + "\n\n";
  }
}
