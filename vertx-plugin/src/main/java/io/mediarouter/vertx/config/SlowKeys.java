package io.mediarouter.vertx.config;

import io.mediarouter.outcome.Slowness;
import java.time.Duration;

/** The keys of what counts as slow. */
record SlowKeys(
    @Key(value = "A later first byte of an answer.", absent = "3s") Duration firstByte,
    @Key(value = "A longer silence in an answer.", absent = "5s") Duration stall,
    @Key(
            value = "A slower transcode that somebody waits for, in seconds of media a second.",
            absent = "1",
            range = "0<..1000")
        double speed) {

  static SlowKeys of(Slowness slow) {
    return new SlowKeys(slow.firstByte(), slow.stall(), slow.speed());
  }

  Slowness slowness() {
    return new Slowness(firstByte, stall, speed);
  }
}
