package io.mediarouter.vertx.config;

import io.mediarouter.schedule.Watermarks;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.InvalidValueException;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import java.util.List;

/** The keys of how far on-demand traffic may utilize servers. */
record WatermarkKeys(
    @Key(
            value = "Utilization below which batch work begins.",
            is = "a number above 0 and at most 1",
            range = "0<..1")
        double low,
    @Key(
            value = "Utilization above which it stops; at least low.",
            is = "a number above 0 and at most 1",
            range = "0<..1")
        double high) {
  WatermarkKeys {
    if (low > high) {
      String order = "low, " + low + ", at most high, " + high;
      throw new InvalidValueException(List.of("low", "high"), order);
    }
  }

  static WatermarkKeys of(Watermarks marks) {
    return new WatermarkKeys(marks.low(), marks.high());
  }

  Watermarks marks() {
    return new Watermarks(low, high);
  }

  /** What they mean. */
  static final class Meaning extends FormOf<Watermarks> {
    Meaning() {
      super(MappedForm.of(WatermarkKeys.class, WatermarkKeys::marks, WatermarkKeys::of));
    }
  }
}
