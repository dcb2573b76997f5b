package io.mediarouter.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * The batch scheduler: what of a queue begins now, where, and what the rest waits for. Immutable
 * and pure.
 *
 * <p>Everything begins in its turn where there is room. What has its turn but no room keeps the
 * server that has most to itself, so that smaller work does not pass it forever; on the other
 * servers, what comes after it may begin.
 */
public final class BatchScheduler {
  private final GateRules rules;

  /** A scheduler. */
  public BatchScheduler(GateRules rules) {
    this.rules = rules;
  }

  /**
   * What begins now.
   *
   * @param queue in any order
   * @param gate what batch work may do now
   * @param most how many may begin, at least 0
   */
  public Schedule plan(Collection<Queued> queue, GateReading gate, int most, Instant now) {
    var turn = new SchedulingPass(rules, gate, most, now);
    queue.stream().sorted(Comparator.comparing(Queued::order)).forEach(turn::take);
    return turn.schedule();
  }

  /**
   * What the gate leaves to {@code order}: what has its turn before takes its room, or keeps it.
   *
   * @param queue in any order; what comes after {@code order} does not matter
   * @param gate what batch work may do now
   */
  public GateReading left(Collection<Queued> queue, GateReading gate, WorkItem order, Instant now) {
    var turn = new SchedulingPass(rules, gate, Integer.MAX_VALUE, now);
    queue.stream()
        .filter(queued -> queued.order().compareTo(order) < 0)
        .sorted(Comparator.comparing(Queued::order))
        .forEach(turn::take);
    return turn.left();
  }
}
