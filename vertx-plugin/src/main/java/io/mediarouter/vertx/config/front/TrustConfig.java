package io.mediarouter.vertx.config.front;

import io.mediarouter.urgency.DeclaredUrgency;
import io.mediarouter.urgency.Trust;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;

/**
 * The settings of who is believed about how urgent a request is. Nobody by default: whoever is
 * believed can have the work of others preempted.
 */
public record TrustConfig(
    @Key(
            value =
                "Whose header field Priority (RFC 9218): none, all, or peers with an address in one"
                    + " of these networks, such as [\"10.0.0.0/8\"].",
            absent = "none",
            as = TrustForm.class)
        Trust priority,
    @Key(
            value =
                "Whose CMCD (CTA-5004), what players tell of their state, in the query or in header"
                    + " fields.",
            absent = "none",
            as = TrustForm.class)
        Trust cmcd) {
  public static final TrustConfig DEFAULT = RecordForm.defaults(TrustConfig.class);

  /** The rule that reads requests with this trust. */
  public DeclaredUrgency urgencyRule() {
    return new DeclaredUrgency(priority, cmcd);
  }
}
