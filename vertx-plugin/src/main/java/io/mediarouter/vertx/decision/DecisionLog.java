package io.mediarouter.vertx.decision;

import io.mediarouter.plan.Planning;
import io.mediarouter.vertx.lines.LineFile;
import io.mediarouter.vertx.lines.LogMask;
import io.mediarouter.vertx.lines.Rotation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision log: one line of JSON for each decision, enough to make it again. Lines are made and
 * written apart from the event loops; where that cannot keep up, they are dropped and counted. Safe
 * for use by many threads.
 */
public final class DecisionLog {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

  /** Decisions that may wait to be written: their farms and assets are shared, not copied. */
  private static final int MOST_PENDING = 1000;

  private final WorkerExecutor worker;
  private final LineFile file;
  private final AtomicInteger pending = new AtomicInteger();

  private DecisionLog(WorkerExecutor worker, LineFile file) {
    this.worker = worker;
    this.file = file;
  }

  /** A log that is appended to the file at {@code path}; fails if the file cannot be written. */
  public static Future<DecisionLog> open(Vertx vertx, String path, InstantSource clock) {
    return LineFile.open(vertx, path, "Decision log", Rotation.NONE, clock)
        .map(file -> new DecisionLog(vertx.createSharedWorkerExecutor("decision-log", 1), file));
  }

  /** A planner that decides by {@code planning} and logs what it decides. */
  public LoggedPlanner planner(Planning planning) {
    return new LoggedPlanner(planning, this);
  }

  /** Adds a decision, or drops it; {@code decision} is called on the log's own thread. */
  void add(Supplier<LoggedDecision> decision) {
    if (pending.incrementAndGet() > MOST_PENDING) {
      pending.decrementAndGet();
      file.drop();
      return;
    }
    worker
        .executeBlocking(() -> write(decision), false)
        .onFailure(cause -> LOG.warn("A decision was not logged", cause))
        .onComplete(done -> pending.decrementAndGet());
  }

  private boolean write(Supplier<LoggedDecision> decision) {
    String line = new String(DecisionForm.write(decision.get()), StandardCharsets.UTF_8);
    file.add(Buffer.buffer(LogMask.hide(line)));
    return true;
  }

  /** How many decisions were dropped. */
  public long dropped() {
    return file.dropped();
  }

  /** Closes the log when all that was added is written. */
  public Future<Void> close() {
    return worker
        .executeBlocking(() -> true, false)
        .transform(last -> worker.close())
        .transform(closed -> file.close());
  }
}
