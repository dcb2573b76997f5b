package io.mediarouter.request;

import org.jspecify.annotations.Nullable;

/** The rule that reads a request's urgency from what it says, as far as that is believed. */
@FunctionalInterface
public interface UrgencyRule {
  /** Believes nobody. */
  UrgencyRule NONE = (head, cmcd) -> Urgency.DEFAULT;

  /**
   * The urgency of a request; never fails on malformed hints.
   *
   * @param cmcd the decoded value of the query parameter {@code CMCD}; null where there is none
   */
  Urgency of(RequestHead head, @Nullable String cmcd);
}
