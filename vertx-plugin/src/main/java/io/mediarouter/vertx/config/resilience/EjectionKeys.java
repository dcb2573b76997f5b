package io.mediarouter.vertx.config.resilience;

import io.mediarouter.health.EjectionSettings;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.InvalidValueException;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.MappedForm;
import io.mediarouter.vertx.config.form.Quantities;
import java.time.Duration;
import java.util.List;

/** The keys of when the proxies agree to leave a server out. */
record EjectionKeys(
    @Key(
            value = "Share of the proxies of which more have to agree; with 0.5, both of two.",
            absent = "0.5",
            range = "0..<1")
        double quorum,
    @Key(
            value = "Most of the servers of one role that are out at a time; never all of them.",
            absent = "0.5",
            range = "0..1")
        double mostShare,
    @Key(
            value = "How long the first time; each in a row twice as long as the one before.",
            absent = "10s")
        Duration base,
    @Key(value = "Bound of that; a server that was well for so long begins anew.", absent = "5m")
        Duration longest) {
  EjectionKeys {
    if (longest.compareTo(base) < 0) {
      String order =
          "base, %s, at most longest, %s"
              .formatted(Quantities.written(base), Quantities.written(longest));
      throw new InvalidValueException(List.of("ejection.base", "ejection.longest"), order);
    }
  }

  static EjectionKeys of(EjectionSettings from) {
    return new EjectionKeys(from.quorum(), from.mostShare(), from.base(), from.longest());
  }

  EjectionSettings settings() {
    return new EjectionSettings(quorum, mostShare, base, longest);
  }

  /** What they mean. */
  static final class Meaning extends FormOf<EjectionSettings> {
    Meaning() {
      super(MappedForm.of(EjectionKeys.class, EjectionKeys::settings, EjectionKeys::of));
    }
  }
}
