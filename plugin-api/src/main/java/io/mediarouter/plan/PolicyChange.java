package io.mediarouter.plan;

import io.mediarouter.request.Tolerance;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route or a preset has otherwise than the policy it stands over; null = the same.
 *
 * @param options the options that may be taken, best first
 * @param tolerance how far answers may be from what was asked, where the request does not say
 * @param longestWait how long a request may wait for capacity
 * @param preemptsDelivery whether a stream that a viewer is receiving may be preempted
 */
public record PolicyChange(
    @Nullable List<PublishingOption> options,
    @Nullable Tolerance tolerance,
    @Nullable Duration longestWait,
    @Nullable Boolean preemptsDelivery) {

  public PolicyChange {
    options = options == null ? null : List.copyOf(options);
  }

  /** A change of the tolerance alone. */
  public static PolicyChange of(Tolerance tolerance) {
    return new PolicyChange(null, tolerance, null, null);
  }

  /**
   * What {@code policy} becomes by this change.
   *
   * @throws IllegalArgumentException if the outcome is none, such as a negative wait
   */
  public PublishingPolicy over(PublishingPolicy policy) {
    return new PublishingPolicy(
        options == null ? policy.options() : options,
        tolerance == null ? policy.tolerance() : tolerance,
        longestWait == null ? policy.longestWait() : longestWait,
        preemptsDelivery == null ? policy.preemptsDelivery() : preemptsDelivery);
  }

  /** This change, and {@code other} in what this one leaves as it is. */
  public PolicyChange or(PolicyChange other) {
    return new PolicyChange(
        options == null ? other.options : options,
        tolerance == null ? other.tolerance : tolerance,
        longestWait == null ? other.longestWait : longestWait,
        preemptsDelivery == null ? other.preemptsDelivery : preemptsDelivery);
  }
}
