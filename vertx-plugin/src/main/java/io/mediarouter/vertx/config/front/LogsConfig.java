package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.lines.Rotation;
import java.time.Duration;
import java.util.Set;

/** The settings of what no log tells, and of how long the file of the access log grows. */
public record LogsConfig(
    @Key(
            value =
                "Parameters whose values are hidden in every log, besides token, sig, signature,"
                    + " CMCD and all that begin with X-Amz-.",
            is = "a list of names of query parameters",
            each = Texts.NAME,
            pattern = ".",
            absent = "[]")
        Set<String> mask,
    @Key(
            value = "Size after which the access log is put aside, above 0.",
            absent = "100M",
            fixed = true)
        long rotateSize,
    @Key(value = "Age after which it is.", absent = "24h", fixed = true) Duration rotateAge,
    @Key(
            value = "How many that were put aside are kept.",
            absent = "7",
            range = "1..1000000",
            fixed = true)
        int keep) {
  public static final LogsConfig DEFAULT = RecordForm.defaults(LogsConfig.class);

  public LogsConfig {
    Checks.atLeast("logs.rotateSize", rotateSize, 1);
    Checks.positive("logs.rotateAge", rotateAge);
    Checks.atLeast("logs.keep", keep, 1);
    mask = Set.copyOf(mask);
  }

  /** When the access log is put aside. */
  public Rotation rotation() {
    return new Rotation(rotateSize, rotateAge, keep);
  }
}
