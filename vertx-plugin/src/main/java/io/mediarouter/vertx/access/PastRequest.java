package io.mediarouter.vertx.access;

import io.mediarouter.plan.Decision;
import java.util.List;
import java.util.Locale;

/**
 * A request that has ended.
 *
 * @param entry its line of the access log
 * @param decisions what was decided of it, in that order; empty = it was not for media, or wrong
 */
public record PastRequest(AccessEntry entry, List<Decision> decisions) {
  private static final double MEGABYTE = 1e6;

  public PastRequest {
    decisions = List.copyOf(decisions);
  }

  /** What became of it, in one sentence. */
  public String verdict() {
    String what = what();
    return entry.cause().isEmpty() ? what + "." : what + ": " + entry.cause();
  }

  private String what() {
    String from = entry.server().isEmpty() ? "" : " from " + entry.server();
    String how = entry.option().isEmpty() ? "" : " (" + entry.option() + ")";
    return switch (entry.result()) {
      case SUCCESS -> "Served" + from + how + ", " + amount();
      case REFUSED, FAILURE -> "Answered " + entry.status() + " after " + millis() + " ms";
      case BROKEN_OFF -> "Broken off" + from + how + " after " + amount();
      case CLIENT_LEFT -> "Left by its client" + from + how + " after " + amount();
    };
  }

  private String amount() {
    return String.format(Locale.ROOT, "%.1f MB and %d ms", entry.bytes() / MEGABYTE, millis());
  }

  private long millis() {
    return entry.nanos() / 1_000_000;
  }
}
