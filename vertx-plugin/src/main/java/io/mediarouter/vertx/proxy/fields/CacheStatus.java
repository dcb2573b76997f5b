package io.mediarouter.vertx.proxy.fields;

import io.mediarouter.media.Rendition;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.vertx.door.FieldNames;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;

/** The writer of the {@code Cache-Status} field (RFC 9211): how each answer was come by. */
public final class CacheStatus {
  static final CharSequence FIELD = FieldNames.of("cache-status");
  private static final String NAME = "media-router";

  /** What an answer has that no server was asked for. */
  public static final String HERE = NAME + "; hit; detail=told";

  private static final String EXACT_HIT =
      NAME + "; hit; detail=" + PublishingOption.EXACT_CACHED.token();

  /** What an answer has that was made of an earlier version of its source. */
  public static final String STALE =
      NAME + "; hit; detail=\"" + PublishingOption.EXACT_CACHED.token() + " stale\"";

  /** What our member has of what is in this proxy's memory: a parameter of our own. */
  public static final String FROM_MEMORY = "; memory";

  private CacheStatus() {}

  /**
   * Our member for an answer that an order gave.
   *
   * @param making what a transcode adds: {@code ; stored}, {@code ; collapsed}, both, or nothing
   * @param atPeer whether another proxy has it made, which a parameter of our own says
   */
  public static String of(MediaProviderRequest order, String making, boolean atPeer) {
    if (order.option() == PublishingOption.EXACT_CACHED) {
      return EXACT_HIT;
    }
    String detail = "; detail=" + detail(order) + (atPeer ? "; peer" : "");
    return switch (order.option()) {
      case EXACT_CACHED, NEAR_CACHED -> NAME + "; hit" + detail;
      case DIRECT, PASS_THROUGH -> NAME + "; fwd=bypass" + detail;
      case REJECT -> NAME + "; fwd=miss" + detail;
      case FROM_SEGMENTS,
          REMUX,
          ON_DEMAND_EXACT,
          ON_DEMAND_EXACT_PRIORITISED,
          ON_DEMAND_VARIED,
          ON_DEMAND_VARIED_PRIORITISED ->
          NAME + "; fwd=miss" + making + detail;
    };
  }

  private static String detail(MediaProviderRequest order) {
    String option = order.option().token();
    Rendition rendition = order.rendition();
    if (order.option() == PublishingOption.REMUX && rendition != null && rendition.isCutAtKeys()) {
      return "\"" + option + " cut=key\"";
    }
    return order.distance() > 0
        ? String.format(Locale.ROOT, "\"%s distance=%.3f\"", option, order.distance())
        : option;
  }

  public static String ofProblem() {
    return NAME + "; fwd=request; detail=problem";
  }

  /** Adds our member after those of caches closer to the origin. */
  public static void add(MultiMap headers, String member) {
    List<String> others = headers.getAll(FIELD);
    headers.set(FIELD, others.isEmpty() ? member : String.join(", ", others) + ", " + member);
  }
}
