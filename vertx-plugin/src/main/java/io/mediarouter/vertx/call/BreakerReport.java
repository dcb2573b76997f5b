package io.mediarouter.vertx.call;

/**
 * The state of a circuit breaker, and what it knows, at a moment.
 *
 * @param state {@code closed}, {@code open} (refuses) or {@code half_open} (on trial)
 * @param failureRate percent of failed calls in its window; -1 = too few calls
 * @param slowRate percent of slow calls in its window; -1 = too few calls
 * @param buffered calls in its window
 * @param inFlight calls that have not ended
 * @param successes calls that succeeded, in all
 * @param failures calls that failed, in all
 * @param ignored calls that said nothing of the server, in all
 * @param slow calls that were slow, in all
 * @param refused calls that it refused, in all
 */
public record BreakerReport(
    String state,
    float failureRate,
    float slowRate,
    int buffered,
    int inFlight,
    long successes,
    long failures,
    long ignored,
    long slow,
    long refused) {}
