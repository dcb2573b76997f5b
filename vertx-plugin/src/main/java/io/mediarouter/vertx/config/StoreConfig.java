package io.mediarouter.vertx.config;

import java.time.Duration;

/**
 * How finished renditions are stored.
 *
 * @param copies on how many distribution servers each rendition is put, at least 1; fewer if the
 *     farm has fewer
 * @param keepReplaced how long a file stays that a better one has replaced, above 0
 */
public record StoreConfig(int copies, Duration keepReplaced) {
  public static final int DEFAULT_COPIES = 1;

  /** Longer than a short film, so that hardly anybody is still in the middle of it. */
  public static final Duration DEFAULT_KEEP_REPLACED = Duration.ofMinutes(10);

  public static final StoreConfig DEFAULT = new StoreConfig(DEFAULT_COPIES, DEFAULT_KEEP_REPLACED);

  public StoreConfig {
    Checks.atLeast("store.copies", copies, 1);
    Checks.positive("store.keepReplaced", keepReplaced);
  }
}
