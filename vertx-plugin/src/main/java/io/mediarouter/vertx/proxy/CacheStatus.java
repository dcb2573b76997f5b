package io.mediarouter.vertx.proxy;

import io.mediarouter.plan.PublishingOption;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** The writer of the {@code Cache-Status} field (RFC 9211): how each answer was come by. */
final class CacheStatus {
  static final CharSequence FIELD = FieldNames.of("cache-status");
  private static final String NAME = "media-router";

  private CacheStatus() {}

  static String of(PublishingOption option, boolean joined) {
    return switch (option) {
      case EXACT_CACHED, NEAR_CACHED -> NAME + "; hit; detail=" + option.token();
      case PASS_THROUGH -> NAME + "; fwd=bypass; detail=" + option.token();
      case REJECT -> NAME + "; fwd=miss; detail=" + option.token();
      default ->
          NAME
              + "; fwd=miss; stored"
              + (joined ? "; collapsed" : "")
              + "; detail="
              + option.token();
    };
  }

  static String ofProblem() {
    return NAME + "; fwd=request; detail=problem";
  }

  /** Adds our member after those of caches closer to the origin. */
  static void add(MultiMap headers, String member) {
    @Nullable String others = headers.get(FIELD);
    headers.set(FIELD, others == null ? member : others + ", " + member);
  }
}
