package io.mediarouter.vertx.call;

import java.time.Instant;
import java.util.Locale;

/**
 * The trouble of a distribution server that does not take a file: it is full, or set up so, and not
 * ill.
 *
 * @param server its id
 * @param at when it last refused
 * @param status by which: 413 = too large for it, 507 = it is full, 500 = as some say so that are
 * @param bytes of the smallest file that it refused
 */
public record StoreTrouble(String server, Instant at, int status, long bytes) {
  static final int TOO_LARGE = 413;
  static final int FULL = 507;
  static final int FAILING = 500;
  private static final double MEGABYTE = 1e6;

  /** Whether a server that answers so to an upload has no room for it. */
  public static boolean isTold(int status) {
    return status == TOO_LARGE || status == FULL || status == FAILING;
  }

  /** Whether it may take smaller files. */
  boolean isOfSize() {
    return status == TOO_LARGE;
  }

  /** What is wrong, and the way out, in words. */
  public String words() {
    return !isOfSize()
        ? server
            + (status == FULL ? " is full (507)" : " answers uploads with 500, as a full disk does")
            + ": what is made is delivered, but not stored there"
        : String.format(
            Locale.ROOT,
            "%s refuses files of %.1f MB (413): they are delivered, but not stored there; raise its"
                + " limit of request bodies (nginx: client_max_body_size)",
            server,
            bytes / MEGABYTE);
  }
}
