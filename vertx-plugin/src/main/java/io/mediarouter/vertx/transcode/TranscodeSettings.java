package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.TaskKind;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The settings of how transcodes are run.
 *
 * @param spool tells how much of one output is kept, and where
 * @param budget the room that all outputs share
 * @param finishAlone tells whether an on-demand transcode goes on when nobody waits for it any more
 * @param nanoTime the clock of durations, nanoseconds
 */
record TranscodeSettings(
    Supplier<SpoolLimits> spool,
    SpoolBudget budget,
    BooleanSupplier finishAlone,
    LongSupplier nanoTime) {
  boolean cancelsWhenAlone(TaskKind kind) {
    return kind == TaskKind.ON_DEMAND && !finishAlone.getAsBoolean();
  }

  double secondsSince(long begin) {
    return (nanoTime.getAsLong() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
