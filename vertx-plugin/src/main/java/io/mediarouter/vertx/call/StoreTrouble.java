package io.mediarouter.vertx.call;

import java.time.Instant;
import java.util.Locale;

/**
 * What a distribution server does not take.
 *
 * @param server its id
 * @param at when it last refused
 * @param status by which: 413 = too large for it, 507 = it is full
 * @param bytes of the smallest file that it refused
 */
public record StoreTrouble(String server, Instant at, int status, long bytes) {
  static final int TOO_LARGE = 413;
  static final int FULL = 507;
  private static final double MEGABYTE = 1e6;

  static boolean isTold(int status) {
    return status == TOO_LARGE || status == FULL;
  }

  /** What is wrong, and the way out, in words. */
  public String words() {
    return status == FULL
        ? server + " is full (507): what is made is delivered, but not stored there"
        : String.format(
            Locale.ROOT,
            "%s refuses files of %.1f MB (413): they are delivered, but not stored there; raise its"
                + " limit of request bodies (nginx: client_max_body_size)",
            server,
            bytes / MEGABYTE);
  }
}
