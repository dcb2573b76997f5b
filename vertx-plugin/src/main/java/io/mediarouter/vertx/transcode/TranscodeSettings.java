package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.TaskKind;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How transcodes are run.
 *
 * @param spool how much of one output is kept, and where
 * @param budget the room that all outputs share
 * @param finishAlone whether an on-demand transcode goes on when nobody waits for it any more
 * @param nanoTime the clock of durations, nanoseconds
 */
record TranscodeSettings(
    SpoolLimits spool, SpoolBudget budget, boolean finishAlone, LongSupplier nanoTime) {
  boolean cancelsWhenAlone(TaskKind kind) {
    return kind == TaskKind.ON_DEMAND && !finishAlone;
  }

  double secondsSince(long begin) {
    return (nanoTime.getAsLong() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
