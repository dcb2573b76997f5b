package io.mediarouter.vertx.call;

import io.mediarouter.vertx.config.resilience.BreakerSettings;
import io.mediarouter.vertx.config.resilience.BreakerWindow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last calls of one breaker, oldest first. Safe for use by many threads. */
final class CallMemory {
  /** More calls than this are not told again to a breaker with other settings. */
  static final int CAPACITY = 256;

  /**
   * One call.
   *
   * @param success whether it succeeded
   * @param duration how long it took, for what counts as slow
   * @param atNanos when it ended, on the clock of durations
   */
  record Call(boolean success, Duration duration, long atNanos) {}

  private final Deque<Call> calls = new ArrayDeque<>();

  synchronized void add(boolean success, Duration duration, long atNanos) {
    if (calls.size() == CAPACITY) {
      calls.removeFirst();
    }
    calls.addLast(new Call(success, duration, atNanos));
  }

  /** The calls that a window shows at {@code nowNanos}. */
  synchronized List<Call> within(BreakerWindow window, long nowNanos) {
    var all = new ArrayList<>(calls);
    if (window.timed()) {
      long oldest = nowNanos - TimeUnit.SECONDS.toNanos(window.size());
      all.removeIf(call -> call.atNanos() - oldest < 0);
      return all;
    }
    return all.subList(Math.max(0, all.size() - window.size()), all.size());
  }

  /**
   * Whether a window that shows {@code overdue} slow calls beside these has too many of them: those
   * come last, so they leave less room for the others.
   */
  boolean isTooSlow(BreakerSettings settings, int overdue, long nowNanos) {
    BreakerWindow window = settings.window();
    List<Call> ended = within(window, nowNanos);
    int room = window.timed() ? ended.size() : Math.max(0, window.size() - overdue);
    List<Call> shown = ended.subList(Math.max(0, ended.size() - room), ended.size());
    Duration limit = settings.slow().firstByte();
    long slow = shown.stream().filter(each -> each.duration().compareTo(limit) > 0).count();
    int calls = shown.size() + overdue;
    return calls >= settings.minimumCalls()
        && 100f * (slow + overdue) / calls >= settings.slowRate();
  }

  /** Whether a window shows too many of these that failed. */
  boolean isFailing(BreakerSettings settings, long nowNanos) {
    List<Call> shown = within(settings.window(), nowNanos);
    long failed = shown.stream().filter(each -> !each.success()).count();
    return shown.size() >= settings.minimumCalls()
        && 100f * failed / shown.size() >= settings.failureRate();
  }

  synchronized void clear() {
    calls.clear();
  }
}
