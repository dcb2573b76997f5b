package io.mediarouter.vertx.spool;

import io.mediarouter.container.FinishedFile;
import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A complete output as it is to be stored.
 *
 * @param spool what was made, whole
 * @param file what it is finished as
 * @param digest hexadecimal; equal only for equal bytes, and their SHA-256 if the file {@linkplain
 *     FinishedFile#isAsMade stays as it was made}
 * @param sum the SHA-256 of its bytes, hexadecimal, as soon as somebody has read all of them
 */
public record FinishedOutput(
    Spool spool, FinishedFile file, String digest, AtomicReference<@Nullable String> sum) {
  private static final int ETAG_DIGITS = 32;

  /** An output that nobody has read. */
  public FinishedOutput(Spool spool, FinishedFile file, String digest) {
    this(spool, file, digest, new AtomicReference<>(file.isAsMade() ? digest : null));
  }

  /** Learns the SHA-256 of its bytes, hexadecimal. */
  public void read(String sha256) {
    sum.set(sha256);
  }

  /**
   * The entity tag of its bytes, quoted and strong: their SHA-256 if it is known by now, else what
   * is shorter.
   */
  public String etag() {
    String known = sum.get();
    return '"' + (known == null ? digest.substring(0, ETAG_DIGITS) : known) + '"';
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
