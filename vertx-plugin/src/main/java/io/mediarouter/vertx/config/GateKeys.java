package io.mediarouter.vertx.config;

import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.schedule.Watermarks;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.InvalidValueException;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import java.util.List;

/** The keys of what batch work must leave alone. */
record GateKeys(
    @Key(
            "How far on-demand traffic may utilize the servers of a role before batch work stops:"
                + " below low it begins, above high it stops.")
        ByRole watermarks,
    @Key("What batch work never takes.") KeptFree keptFree,
    @Key("When batch work may begin, by the clock.") Times offPeak,
    @Key(value = "Whether no batch work begins; what runs goes on.", absent = "false")
        boolean paused) {

  /** The watermarks of each role. */
  record ByRole(
      @Key(
              value = "Of the transcoding servers; what batch work uses does not count.",
              absent = "{low: 0.6, high: 0.8}",
              as = WatermarkKeys.Meaning.class)
          Watermarks transcoding,
      @Key(
              value = "Of the distribution servers that tell their load.",
              absent = "{low: 0.7, high: 0.85}",
              as = WatermarkKeys.Meaning.class)
          Watermarks distribution) {}

  /** Shares of transcoding servers. */
  record KeptFree(
      @Key(value = "Of each transcoding server.", absent = "0", range = "0..1") double server,
      @Key(value = "Of all transcoding servers together.", absent = "0", range = "0..1")
          double farm) {}

  /** Windows of the day. */
  record Times(
      @Key(
              value =
                  "What somebody ordered, such as [\"22:00-06:00 Europe/Berlin\"]. Empty: at all"
                      + " times.",
              absent = "[]",
              as = OffPeakForm.class)
          OffPeak ordered,
      @Key(
              value = "What nobody ordered. Empty: at all times.",
              absent = "[]",
              as = OffPeakForm.class)
          OffPeak speculative) {}

  static GateKeys of(GateRules rules) {
    return new GateKeys(
        new ByRole(rules.transcoding(), rules.distribution()),
        new KeptFree(rules.keptFreeOfServer(), rules.keptFreeOfFarm()),
        new Times(rules.ordered(), rules.speculative()),
        rules.paused());
  }

  GateRules rules() {
    return new GateRules(
        watermarks.transcoding,
        watermarks.distribution,
        keptFree.server,
        keptFree.farm,
        offPeak.ordered,
        offPeak.speculative,
        paused);
  }

  /** What they mean. */
  static final class Meaning extends FormOf<GateRules> {
    Meaning() {
      super(MappedForm.of(GateKeys.class, GateKeys::rules, GateKeys::of));
    }
  }

  /** The keys of how far on-demand traffic may utilize servers. */
  private record WatermarkKeys(
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
}
