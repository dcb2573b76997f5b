package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.Sha256;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key that tells an order from others: the name of its job or of all its jobs, and the digest
 * by which the same order is known when it comes again.
 *
 * <p>The name follows from the field {@code Idempotency-Key} alone, so that the table of jobs,
 * which all proxies share, holds each key once.
 *
 * @param name of the job, or of the batch
 * @param fingerprint digest of the body; null where the order has no key
 */
record OrderKey(String name, @Nullable String fingerprint) {
  static final String FIELD = "Idempotency-Key";
  private static final Pattern ALLOWED = Pattern.compile("[!-~]{1,255}");
  private static final int NAME_DIGITS = 32;

  /** The key of an order; one without the field gets a new name. */
  static OrderKey of(@Nullable String field, Buffer body, Supplier<String> names) {
    if (field == null) {
      return new OrderKey(names.get(), null);
    }
    if (!ALLOWED.matcher(field).matches()) {
      String allowed = "1..255 visible ASCII characters";
      String detail = FIELD + " is malformed (allowed: " + allowed + ")";
      throw new ProblemException(new Problem(400, "Malformed key", detail, FIELD, allowed));
    }
    String name = "k" + Sha256.hex(field).substring(0, NAME_DIGITS);
    return new OrderKey(name, Sha256.hex(body.getBytes()));
  }

  /**
   * Checks that a job of this name came of the same order.
   *
   * @throws ProblemException with status 422 if it came of another
   */
  void requireSame(@Nullable String other) {
    if (fingerprint != null && !fingerprint.equals(other)) {
      throw new ProblemException(
          Problem.of(422, "Key used before", "This " + FIELD + " came with another order before."));
    }
  }
}
