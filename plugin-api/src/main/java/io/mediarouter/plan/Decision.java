package io.mediarouter.plan;

import java.util.List;

/**
 * A planner's answer to a media request: the order to follow, and the options looked at on the way
 * to it.
 *
 * @param order what to do
 * @param considered the options in the order they were looked at; the last one was taken
 */
public record Decision(MediaProviderRequest order, List<Consideration> considered) {
  /** How the request is served. */
  public PublishingOption option() {
    return order.option();
  }
}
