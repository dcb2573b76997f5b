package io.mediarouter.plan;

import java.time.Duration;
import java.util.List;

/**
 * A planner's answer to a media request: the order to follow, and the options looked at on the way
 * to it.
 *
 * @param order what to do
 * @param considered the options in the order they were looked at; the last one was taken
 * @param worthWaiting how long to wait for capacity before following the order, since a better
 *     option only lacks that; zero = not at all
 */
public record Decision(
    MediaProviderRequest order, List<ConsideredOption> considered, Duration worthWaiting) {
  /** How the request is served. */
  public PublishingOption option() {
    return order.option();
  }
}
