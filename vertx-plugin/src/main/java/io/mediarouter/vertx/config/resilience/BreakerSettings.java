package io.mediarouter.vertx.config.resilience;

import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;

/** The settings of when a circuit breaker opens, and of how it closes again. Open means refused. */
public record BreakerSettings(
    @Key(
            value = "Percent of failed calls from which it opens.",
            absent = "50",
            is = "percent, 1..100",
            range = "1..100")
        float failureRate,
    @Key(
            value = "Percent of slow calls from which it opens.",
            absent = "80",
            is = "percent, 1..100",
            range = "1..100")
        float slowRate,
    @Key(
            value = "What these rates are of: so many calls, or those of a time such as 30s.",
            absent = "10",
            as = BreakerWindowForm.class)
        BreakerWindow window,
    @Key(value = "Calls in the window before the rates count.", absent = "3", range = "1..10000")
        int minimumCalls,
    @Key(value = "How long it refuses before it tries again.", absent = "5s") Duration openFor,
    @Key(
            value = "Calls that are let through on trial then; it closes if they go well.",
            absent = "2",
            range = "1..1000")
        int halfOpenCalls,
    @Key(
            value = "Longest wait for a call on trial to bring anything; then it refuses again.",
            absent = "10s")
        Duration halfOpenFor,
    @Key(value = "What counts as slow.", as = SlowKeys.Meaning.class) Slowness slow) {
  /** Opens when half of the last 10 calls failed, or four of five were slow. */
  public static final BreakerSettings DEFAULT = RecordForm.defaults(BreakerSettings.class);

  public BreakerSettings {
    requirePercent("failureRate", failureRate);
    requirePercent("slowRate", slowRate);
    Checks.atLeast("minimumCalls", minimumCalls, 1);
    Checks.positive("openFor", openFor);
    Checks.atLeast("halfOpenCalls", halfOpenCalls, 1);
    Checks.positive("halfOpenFor", halfOpenFor);
    boolean reachable = window.timed() || minimumCalls <= window.size();
    Checks.require(
        reachable,
        "minimumCalls",
        Integer.toString(minimumCalls),
        "at most the window's " + window.size());
  }

  private static void requirePercent(String key, float percent) {
    Checks.require(percent >= 1 && percent <= 100, key, Float.toString(percent), "percent, 1..100");
  }

  /** The keys of what counts as slow. */
  private record SlowKeys(
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
}
