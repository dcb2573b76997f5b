package io.mediarouter.vertx.call;

/**
 * The times that a server took to begin its latest answers.
 *
 * @param count how many answers that is of, at most 256
 * @param medianNanos what half of them took at most; 0 = there are none
 * @param slowestNanos what 99 of 100 took at most; 0 = there are none
 */
public record FirstByteTimes(int count, long medianNanos, long slowestNanos) {}
