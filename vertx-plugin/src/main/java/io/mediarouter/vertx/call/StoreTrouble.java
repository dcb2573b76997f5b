package io.mediarouter.vertx.call;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * The trouble of a distribution server that does not take a file: it is full, or set up so, or
 * refuses us, and not ill; or that has not what it took.
 *
 * @param server its id
 * @param at when it last refused
 * @param status by which: 413 = too large for it, 507 = it is full, 500 = as some say so that are;
 *     others as {@code cause} tells
 * @param bytes of the smallest file that it refused
 * @param cause in words
 */
public record StoreTrouble(String server, Instant at, int status, long bytes, String cause) {
  static final int TOO_LARGE = 413;
  static final int FULL = 507;
  static final int FAILING = 500;
  private static final String DELIVERED = ": what is made is delivered, but not stored there";
  private static final double MEGABYTE = 1e6;

  /** 4xx by which the next file may be taken. */
  private static final Set<Integer> FOR_NOW = Set.of(408, 409, 421, 425, 429);

  /** Whether a server that answers so to an upload has no room for it. */
  public static boolean isFull(int status) {
    return status == TOO_LARGE || status == FULL || status == FAILING;
  }

  /** Whether operators are told of a server with that answer to an upload, or to the look after. */
  static boolean isTold(int status) {
    boolean refuses = status > 0 && status < FAILING && !FOR_NOW.contains(status);
    return refuses || isFull(status);
  }

  /** The same when it has refused another file. */
  StoreTrouble and(StoreTrouble fresh) {
    long smallest = Math.min(bytes, fresh.bytes);
    return new StoreTrouble(server, fresh.at, fresh.status, smallest, fresh.cause);
  }

  /** Whether it may take smaller files. */
  boolean isOfSize() {
    return status == TOO_LARGE;
  }

  /** What is wrong, and the way out, in words. */
  public String words() {
    return switch (status) {
      case TOO_LARGE ->
          String.format(
              Locale.ROOT,
              "%s refuses files of %.1f MB (413): they are delivered, but not stored there; raise"
                  + " its limit of request bodies (nginx: client_max_body_size)",
              server,
              bytes / MEGABYTE);
      case FULL -> server + " is full (507)" + DELIVERED;
      case FAILING -> server + " answers uploads with 500, as a full disk does" + DELIVERED;
      default -> server + " does not keep files (" + cause + ")" + DELIVERED;
    };
  }
}
