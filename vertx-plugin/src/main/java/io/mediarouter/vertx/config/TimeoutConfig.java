package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;

/** The longest waits of a request; each above 0. */
public record TimeoutConfig(
    @Key(value = "For a connection to a server of the farm.", absent = "1s") Duration connect,
    @Key(
            value =
                "For a server's first byte. Players give up after 8 s, so less leaves time for the"
                    + " next server.",
            absent = "5s")
        Duration firstByte,
    @Key(value = "For the next byte of a transfer, in either direction.", absent = "30s")
        Duration idle,
    @Key(
            value =
                "For an asset's entry in the cache index, which may be on another machine; then it"
                    + " is asked again, until decide is over. Without an answer the request is"
                    + " answered with 503: what is stored is not made again.",
            absent = "50ms")
        Duration lookup,
    @Key(
            value =
                "For the whole decision, the probe of a source seen for the first time included.",
            absent = "4s")
        Duration decide) {
  public static final TimeoutConfig DEFAULT = RecordForm.defaults(TimeoutConfig.class);

  public TimeoutConfig {
    Checks.positive("timeouts.connect", connect);
    Checks.positive("timeouts.firstByte", firstByte);
    Checks.positive("timeouts.idle", idle);
    Checks.positive("timeouts.lookup", lookup);
    Checks.positive("timeouts.decide", decide);
  }
}
