package io.mediarouter.batch;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an order says of a job beyond its renditions; nothing of it changes later.
 *
 * @param notBefore no rendition is begun earlier; null = at once
 * @param deadline when all of it should be made; null = whenever
 * @param dropAfterDeadline whether what is not made by the deadline is given up; otherwise it is
 *     made late
 * @param callback who is told of the end; null = nobody
 * @param batch the name that the jobs of one order have in common; null = it was ordered alone
 * @param fingerprint digest of the order, by which a repeated one is known; null = it must not be
 *     repeated
 * @param prediction why it is made although nobody ordered it; null = somebody did
 */
public record JobTerms(
    @Nullable Instant notBefore,
    @Nullable Instant deadline,
    boolean dropAfterDeadline,
    @Nullable URI callback,
    @Nullable String batch,
    @Nullable String fingerprint,
    @Nullable Prediction prediction) {
  /** At once, whenever, and nobody is told. */
  public static final JobTerms NONE = new JobTerms(null, null, false, null, null, null);

  public JobTerms {
    if (notBefore != null && deadline != null && !deadline.isAfter(notBefore)) {
      throw new IllegalArgumentException(
          "deadline: " + deadline + " (expected: later than notBefore, " + notBefore + ")");
    }
  }

  /** The terms of what somebody ordered. */
  public JobTerms(
      @Nullable Instant notBefore,
      @Nullable Instant deadline,
      boolean dropAfterDeadline,
      @Nullable URI callback,
      @Nullable String batch,
      @Nullable String fingerprint) {
    this(notBefore, deadline, dropAfterDeadline, callback, batch, fingerprint, null);
  }

  /** The terms of what nobody ordered. */
  public static JobTerms speculative(Prediction prediction) {
    return new JobTerms(null, null, false, null, null, null, prediction);
  }

  /** These terms as one order's jobs have them. */
  public JobTerms of(@Nullable String ofBatch, @Nullable String ofFingerprint) {
    return new JobTerms(
        notBefore, deadline, dropAfterDeadline, callback, ofBatch, ofFingerprint, prediction);
  }
}
