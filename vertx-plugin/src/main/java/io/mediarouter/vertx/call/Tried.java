package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import java.util.Set;

/**
 * The result of asking one server.
 *
 * @param server its id
 * @param work what it was asked for
 * @param beginNanos when, by the clock of durations
 * @param nanos how long it took, or has taken so far; 0 = it was not asked
 * @param firstByteNanos after how long of that it began to answer; -1 = it did not, or nobody
 *     waited for that
 * @param status of its answer; 0 = none came, or it does not matter
 * @param cause why it brought nothing, in words; empty = it did, or is still at it
 */
public record Tried(
    String server,
    Work work,
    long beginNanos,
    long nanos,
    long firstByteNanos,
    int status,
    String cause) {
  private static final Set<String> GIVEN_UP =
      Set.of(Endings.words(Ending.CANCELLED, 0), Endings.words(Ending.CLIENT_LEFT, 0));

  /** One whose breaker let nothing through. */
  public static Tried refused(String server, Work work, long nowNanos) {
    return new Tried(server, work, nowNanos, 0, -1, 0, Calls.REFUSED);
  }

  /** Whether it brought nothing. */
  public boolean isInVain() {
    return !cause.isEmpty();
  }

  /** Whether that is the server's doing, and not that we or the client gave it up. */
  public boolean isFailure() {
    return isInVain() && !GIVEN_UP.contains(cause);
  }

  /** What it says to people. */
  @Override
  public String toString() {
    return server + " (" + work.token() + "): " + (isInVain() ? cause : "answered");
  }
}
