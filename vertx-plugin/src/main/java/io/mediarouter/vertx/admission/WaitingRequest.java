package io.mediarouter.vertx.admission;

import io.mediarouter.request.MediaRequest;
import io.vertx.core.Promise;
import java.util.Comparator;

/**
 * A request in the queue: the more urgent first, then the earlier deadline, then the earlier
 * arrival.
 *
 * @param request what is asked for
 * @param deadlineNanos when it needs capacity at the latest, on the clock of durations
 * @param number one more for each request that enters
 * @param turn is completed when it is worth to look for capacity again: true, or when the wait is
 *     over: false
 */
record WaitingRequest(
    MediaRequest request, long deadlineNanos, long number, Promise<Boolean> turn) {
  static final Comparator<WaitingRequest> ORDER =
      Comparator.comparing((WaitingRequest waiting) -> waiting.request().priority())
          .thenComparing((one, other) -> Long.signum(one.deadlineNanos() - other.deadlineNanos()))
          .thenComparingLong(WaitingRequest::number);
}
