package io.mediarouter.vertx.config.resilience;

import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
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

  /** What they mean. */
  static final class Meaning extends FormOf<Slowness> {
    Meaning() {
      super(MappedForm.of(SlowKeys.class, SlowKeys::slowness, SlowKeys::of));
    }
  }
}
