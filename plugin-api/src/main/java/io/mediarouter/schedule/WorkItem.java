package io.mediarouter.schedule;

import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A rendition that is to be made and that nobody waits for, as far as its turn depends on it.
 *
 * @param id the name of what was ordered: a job's, or a speculative target's
 * @param index which of its renditions, from 0
 * @param kind why it is made
 * @param priority how urgent it is among batch work
 * @param bumpedAt when it was last brought to the front; null = never
 * @param deadline when it should be there; null = no matter when
 * @param notBefore when it may begin at the earliest; {@link Instant#EPOCH} = at once
 * @param submittedAt when it was accepted
 * @param rank among equals, as of a speculative proposal in its list; the lowest first
 */
public record WorkItem(
    String id,
    int index,
    WorkKind kind,
    Priority priority,
    @Nullable Instant bumpedAt,
    @Nullable Instant deadline,
    Instant notBefore,
    Instant submittedAt,
    int rank)
    implements Comparable<WorkItem> {

  /**
   * Whose turn it is: ordered work before speculation; then the most urgent, of these the one that
   * was last brought to the front, then the earliest deadline, the earliest beginning, the oldest,
   * and at last by name. A total order.
   */
  private static final Comparator<WorkItem> TURN =
      Comparator.comparing(WorkItem::kind)
          .thenComparing(WorkItem::priority)
          .thenComparing(WorkItem::bumpedAt, Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(WorkItem::deadline, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(WorkItem::notBefore)
          .thenComparing(WorkItem::submittedAt)
          .thenComparingInt(WorkItem::rank)
          .thenComparing(WorkItem::id)
          .thenComparingInt(WorkItem::index);

  /** One that was never brought to the front. */
  public WorkItem(
      String id,
      int index,
      WorkKind kind,
      Priority priority,
      @Nullable Instant deadline,
      Instant notBefore,
      Instant submittedAt,
      int rank) {
    this(id, index, kind, priority, null, deadline, notBefore, submittedAt, rank);
  }

  /** An order of a job. */
  public static WorkItem of(
      String jobId, int index, Priority priority, Instant notBefore, Instant submittedAt) {
    return new WorkItem(jobId, index, WorkKind.ORDERED, priority, null, notBefore, submittedAt, 0);
  }

  /** Orders by whose turn it is. */
  @Override
  public int compareTo(WorkItem other) {
    return TURN.compare(this, other);
  }
}
