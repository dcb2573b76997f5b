package io.mediarouter.vertx.admission;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.PreemptionNotice;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who takes tasks away from servers for more urgent ones: our own at once, another proxy's
 * by a notice that it follows. Safe for use by many threads.
 */
public final class Preemptor {
  private static final Logger LOG = LoggerFactory.getLogger(Preemptor.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS = 10;

  private final Vertx vertx;
  private final SharedState state;
  private final Transcodes transcodes;
  private final InstantSource clock;
  private final AtomicLong preempted = new AtomicLong();

  /** A preemptor that also follows the notices of other proxies. */
  public Preemptor(Vertx vertx, SharedState state, Transcodes transcodes, InstantSource clock) {
    this.vertx = vertx;
    this.state = state;
    this.transcodes = transcodes;
    this.clock = clock;
    state.preemptions().onChange(this::follow);
  }

  private void follow() {
    for (Row<PreemptionNotice> row : state.preemptions().rows()) {
      transcodes.cancelTask(row.value().taskId(), row.value().reason());
    }
  }

  /**
   * Takes tasks away. Who gave way decides anew only when it is told what room was made for, or
   * after a second.
   *
   * @param reason for whom, for logs and states
   * @return succeeds when they are gone, or after a second at the latest
   */
  public Future<Void> preempt(List<ActiveTask> victims, String reason) {
    if (victims.isEmpty()) {
      return Future.succeededFuture();
    }
    victims.forEach(victim -> notify(victim, reason));
    Set<String> ids = ids(victims);
    vertx.setTimer(2 * LONGEST_WAIT.toMillis(), timer -> remove(ids));
    return whilst(() -> hasTask(ids));
  }

  /** Tells for which task these were taken away, so that it has the room before they decide. */
  public void madeRoom(List<ActiveTask> victims, String taskId) {
    if (!victims.isEmpty()) {
      whilst(() -> !hasTask(Set.of(taskId))).onComplete(done -> remove(ids(victims)));
    }
  }

  /**
   * For who was preempted: succeeds when those have what they made room for who take tasks away
   * now, or after a second at the latest. Who decided before would take it back.
   */
  public Future<Void> settled() {
    Set<String> present = ids();
    return whilst(() -> ids().stream().anyMatch(present::contains));
  }

  private Set<String> ids() {
    return state.preemptions().rows().stream().map(Row::key).collect(Collectors.toSet());
  }

  private static Set<String> ids(List<ActiveTask> victims) {
    return victims.stream().map(ActiveTask::id).collect(Collectors.toSet());
  }

  private void remove(Set<String> ids) {
    ids.forEach(state.preemptions()::remove);
  }

  private void notify(ActiveTask victim, String reason) {
    preempted.incrementAndGet();
    LOG.info(
        "Preempted: {} task {} ({} of {}) on {}, {} % done, {}",
        victim.kind(),
        victim.id(),
        victim.renditionKey(),
        victim.asset(),
        victim.serverId(),
        Math.round(victim.progress() * 100),
        reason);
    OwnedTable<PreemptionNotice> notices = state.preemptions();
    notices.put(
        victim.id(), new PreemptionNotice(victim.id(), "preempted " + reason, clock.instant()));
    follow();
  }

  private boolean hasTask(Set<String> ids) {
    return state.tasks().rows().stream().anyMatch(row -> ids.contains(row.key()));
  }

  private Future<Void> whilst(BooleanSupplier pending) {
    Promise<Void> over = Promise.promise();
    look(pending, clock.instant().plus(LONGEST_WAIT), over);
    return over.future();
  }

  private void look(BooleanSupplier pending, Instant end, Promise<Void> over) {
    if (pending.getAsBoolean() && clock.instant().isBefore(end)) {
      vertx.setTimer(LOOK_MILLIS, timer -> look(pending, end, over));
    } else {
      over.complete();
    }
  }

  /** How many tasks this proxy has had taken away. */
  public long preempted() {
    return preempted.get();
  }
}
