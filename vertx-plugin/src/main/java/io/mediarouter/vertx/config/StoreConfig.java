package io.mediarouter.vertx.config;

import java.time.Duration;

/**
 * How finished renditions are stored.
 *
 * @param copies on how many distribution servers each rendition is put, at least 1; fewer if the
 *     farm has fewer
 * @param keepReplaced how long a file stays that a better one has replaced, above 0
 * @param staleWhileRevalidate how long a rendition of an earlier version of its source is delivered
 *     while the new one is made, at least 0; 0 = never
 * @param staleIfError how long what is known of a source is believed, beyond the usual, while its
 *     origin does not answer, at least 0
 * @param negativeAnswers how long it is remembered that there is no such source, or that it is no
 *     media, at least 0
 */
public record StoreConfig(
    int copies,
    Duration keepReplaced,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    Duration negativeAnswers) {
  public static final int DEFAULT_COPIES = 1;

  /** Longer than a short film, so that hardly anybody is still in the middle of it. */
  public static final Duration DEFAULT_KEEP_REPLACED = Duration.ofMinutes(10);

  /** A week: better what was than nothing. */
  public static final Duration DEFAULT_STALE_IF_ERROR = Duration.ofHours(168);

  /** Short, since what is missing is often about to come. */
  public static final Duration DEFAULT_NEGATIVE_ANSWERS = Duration.ofSeconds(2);

  public static final StoreConfig DEFAULT =
      new StoreConfig(
          DEFAULT_COPIES,
          DEFAULT_KEEP_REPLACED,
          Duration.ZERO,
          DEFAULT_STALE_IF_ERROR,
          DEFAULT_NEGATIVE_ANSWERS);

  public StoreConfig {
    Checks.atLeast("store.copies", copies, 1);
    Checks.positive("store.keepReplaced", keepReplaced);
  }
}
