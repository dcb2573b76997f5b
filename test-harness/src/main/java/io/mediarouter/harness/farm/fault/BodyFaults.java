package io.mediarouter.harness.farm.fault;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The faults of one body; see {@link FaultPlan}. */
record BodyFaults(
    @Nullable Long bytesPerSecond,
    @Nullable Long stallAfter,
    @Nullable Long cutAfter,
    @Nullable Long crashAfter) {
  private static final BodyFaults NONE = new BodyFaults(null, null, null, null);
  private static final int PIECES_PER_SECOND = 20;

  static BodyFaults of(FaultPlan plan) {
    return new BodyFaults(
        plan.bytesPerSecond(),
        plan.stallAfterBytes(),
        plan.cutAfterBytes(),
        plan.crashAfterBytes());
  }

  static BodyFaults breakingOff(long afterBytes) {
    return new BodyFaults(null, null, afterBytes, null);
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** Bytes that may be sent in one go when {@code sent} are out, at least 1. */
  long room(long sent) {
    LongStream places =
        Stream.of(stallAfter, cutAfter, crashAfter)
            .flatMap(Stream::ofNullable)
            .mapToLong(place -> place - sent)
            .filter(left -> left > 0);
    return LongStream.concat(places, LongStream.of(piece())).min().orElseThrow();
  }

  private long piece() {
    return bytesPerSecond == null
        ? Long.MAX_VALUE
        : Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
  }

  /** How long sending some bytes takes. */
  long millis(long bytes) {
    return bytesPerSecond == null ? 0 : bytes * 1000 / bytesPerSecond;
  }
}
