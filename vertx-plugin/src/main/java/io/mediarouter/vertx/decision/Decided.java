package io.mediarouter.vertx.decision;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.media.Rendition;
import io.mediarouter.plan.ConsideredOption;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.Refusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A decision in brief; equal decisions are equal.
 *
 * @param option how the request is served
 * @param rendition canonical key of what is delivered; null = the original, or nothing
 * @param servers names of the servers to try, best first
 * @param victims names of the tasks to take away before
 * @param distance how far what is delivered is from what was asked for
 * @param worthWaiting how long to wait for capacity first
 * @param refused why the options before were not taken
 */
public record Decided(
    PublishingOption option,
    @Nullable String rendition,
    List<String> servers,
    List<String> victims,
    double distance,
    Duration worthWaiting,
    Map<PublishingOption, Refusal> refused) {

  public Decided {
    Objects.requireNonNull(option, "option");
    Objects.requireNonNull(worthWaiting, "worthWaiting");
    servers = List.copyOf(servers);
    victims = List.copyOf(victims);
    refused = Map.copyOf(refused);
  }

  static Decided of(Decision decision) {
    MediaProviderRequest order = decision.order();
    Rendition rendition = order.rendition();
    return new Decided(
        order.option(),
        rendition == null ? null : rendition.key(),
        order.candidates().stream().map(each -> each.server().id()).toList(),
        order.victims().stream().map(ActiveTask::id).toList(),
        order.distance(),
        decision.worthWaiting(),
        refused(decision));
  }

  private static Map<PublishingOption, Refusal> refused(Decision decision) {
    var refused = new EnumMap<PublishingOption, Refusal>(PublishingOption.class);
    for (ConsideredOption each : decision.considered()) {
      if (each.refusal() != null) {
        refused.put(each.option(), each.refusal());
      }
    }
    return refused;
  }

  /** Whether the client would see the same: reasons and waits aside. */
  boolean servesLike(Decided other) {
    return option == other.option
        && Objects.equals(rendition, other.rendition)
        && servers.equals(other.servers)
        && victims.equals(other.victims);
  }

  /** Why the options before were not taken, for people; empty where the first one was. */
  public String reasons() {
    return refused.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey().token() + ": " + each.getValue().reason())
        .collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    var text = new StringBuilder(option.token());
    if (!servers.isEmpty()) {
      text.append(" on ").append(String.join(", ", servers));
    }
    if (rendition != null && distance > 0) {
      text.append(" as ").append(rendition);
    }
    if (!victims.isEmpty()) {
      text.append(" in place of ").append(String.join(", ", victims));
    }
    if (!worthWaiting.isZero()) {
      text.append(" after waiting up to ").append(worthWaiting.toMillis()).append(" ms");
    }
    return text.toString();
  }
}
