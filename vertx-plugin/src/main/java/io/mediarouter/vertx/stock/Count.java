package io.mediarouter.vertx.stock;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The count of what taking stock has found and done so far. Safe for use by several threads.
 *
 * @param files how many files servers have listed, without those beside others
 * @param known how many were indexed as they are
 * @param adopted how many were not, and are now
 * @param forgotten how many copies were indexed and not there
 * @param restored how many of those were copied there again from another server
 * @param orphans how many files go, since nobody is sent to them
 * @param waiting how many will go, when they are older
 * @param foreign how many are none of ours, and stay
 * @param described how many files had nothing beside them that tells what they are, and have now
 */
public record Count(
    AtomicLong files,
    AtomicLong known,
    AtomicLong adopted,
    AtomicLong forgotten,
    AtomicLong restored,
    AtomicLong orphans,
    AtomicLong waiting,
    AtomicLong foreign,
    AtomicLong described) {
  /** Nothing yet. */
  public static Count zero() {
    return new Count(
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong(),
        new AtomicLong());
  }
}
