package io.mediarouter.vertx.spool;

import io.mediarouter.container.FinishedFile;
import io.vertx.core.Context;

/**
 * A complete output as it is to be stored.
 *
 * @param spool what was made, whole
 * @param file what it is finished as
 * @param digest hexadecimal; equal only for equal bytes, and their SHA-256 if the file {@linkplain
 *     FinishedFile#isAsMade stays as it was made}
 */
public record FinishedOutput(Spool spool, FinishedFile file, String digest) {
  private static final int ETAG_DIGITS = 32;

  /** The entity tag of its bytes, quoted and strong. */
  public String etag() {
    return '"' + digest.substring(0, ETAG_DIGITS) + '"';
  }

  /** Bytes of it. */
  public long length() {
    return file.length();
  }

  /**
   * A reader of a part of it, as {@link #openReader(Context)} gives one.
   *
   * @param begin from its start
   * @param end exclusive, at most its length
   */
  public SpoolReader openReader(Context context, long begin, long end) {
    return spool.openReader(context, file.slice(begin, end));
  }

  /**
   * A reader of it, which calls its handlers on {@code context}. It must be closed.
   *
   * @throws StartGoneException if all of it was released
   */
  public SpoolReader openReader(Context context) {
    return spool.openReader(context, file);
  }
}
