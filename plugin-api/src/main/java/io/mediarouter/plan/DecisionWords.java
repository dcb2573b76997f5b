package io.mediarouter.plan;

import io.mediarouter.media.Rendition;
import java.util.ArrayList;
import java.util.List;

/** The teller of a decision in one sentence: what is served, from where, and why so. */
public final class DecisionWords {
  private DecisionWords() {}

  /** The sentence, as of what would be done now. */
  public static String of(Decision decision) {
    MediaProviderRequest order = decision.order();
    String what =
        switch (order.option()) {
          case DIRECT ->
              "The original, which already is what was asked for, from " + servers(order);
          case EXACT_CACHED -> "Served from " + servers(order) + ", where it is stored";
          case NEAR_CACHED ->
              "Served from "
                  + servers(order)
                  + ", where "
                  + key(order)
                  + " is stored, which is near";
          case FROM_SEGMENTS ->
              "Put together from the segments of its stream, which are stored on "
                  + servers(order)
                  + ", and streamed meanwhile";
          case REMUX -> "Made by copying the original's streams" + cut(order) + transcoded(order);
          case ON_DEMAND_EXACT, ON_DEMAND_EXACT_PRIORITISED -> "Made" + transcoded(order);
          case ON_DEMAND_VARIED, ON_DEMAND_VARIED_PRIORITISED ->
              "Made more cheaply, as " + key(order) + "," + transcoded(order);
          case PASS_THROUGH -> "The original, passed through from " + servers(order);
          case REJECT -> "Refused with 503";
        };
    return what + afterWaiting(decision) + because(decision) + ".";
  }

  private static String cut(MediaProviderRequest order) {
    Rendition rendition = order.rendition();
    return rendition != null && rendition.isCutAtKeys()
        ? " from the key frame at or before the start of the piece"
        : "";
  }

  private static String transcoded(MediaProviderRequest order) {
    return order.candidates().isEmpty()
        ? " already for others, and streamed while it is made"
        : " on " + servers(order) + " and streamed while it is made" + inPlace(order);
  }

  private static String servers(MediaProviderRequest order) {
    List<String> ids = order.candidates().stream().map(each -> each.server().id()).toList();
    return switch (ids.size()) {
      case 0 -> "no server";
      case 1 -> ids.get(0);
      default -> ids.get(0) + " (or else " + String.join(", ", ids.subList(1, ids.size())) + ")";
    };
  }

  private static String key(MediaProviderRequest order) {
    Rendition rendition = order.rendition();
    return rendition == null ? "the original" : rendition.key();
  }

  private static String inPlace(MediaProviderRequest order) {
    int victims = order.victims().size();
    return victims == 0
        ? ""
        : ", in place of " + victims + (victims == 1 ? " less urgent task" : " less urgent tasks");
  }

  private static String afterWaiting(Decision decision) {
    long millis = decision.worthWaiting().toMillis();
    return millis == 0 ? "" : ", unless something better is free within " + millis + " ms";
  }

  /** Why nothing before was taken; options that are refused for one reason are one reason. */
  private static String because(Decision decision) {
    List<String> reasons = new ArrayList<>();
    for (ConsideredOption each : decision.considered()) {
      Refusal refusal = each.refusal();
      if (refusal != null && refusal.isWorthTelling() && !reasons.contains(refusal.reason())) {
        reasons.add(refusal.reason());
      }
    }
    return reasons.isEmpty() ? "" : "; " + String.join("; ", reasons);
  }
}
