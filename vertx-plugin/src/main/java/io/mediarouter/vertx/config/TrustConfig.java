package io.mediarouter.vertx.config;

import io.mediarouter.urgency.DeclaredUrgency;
import io.mediarouter.urgency.Trust;

/**
 * Who is believed about how urgent a request is. Nobody by default: whoever is believed can have
 * the work of others preempted.
 *
 * @param priority whose field {@code Priority} is
 * @param cmcd whose CMCD is
 */
public record TrustConfig(Trust priority, Trust cmcd) {
  public static final TrustConfig DEFAULT = new TrustConfig(Trust.NOBODY, Trust.NOBODY);

  /** The rule that reads requests with this trust. */
  public DeclaredUrgency urgencyRule() {
    return new DeclaredUrgency(priority, cmcd);
  }
}
