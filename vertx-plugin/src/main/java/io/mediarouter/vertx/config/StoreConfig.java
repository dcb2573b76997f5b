package io.mediarouter.vertx.config;

import java.time.Duration;
import java.util.Map;

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
 * @param scan how often what servers hold is compared with what is known, at least 0; 0 = never
 * @param orphanAge how old a file is at least that goes since nobody is sent to it, at least 0
 * @param budget how many bytes each distribution server holds at most, at least 0; 0 = until it
 *     refuses files
 * @param budgets the same for single servers, by their ids
 * @param popularCopies on how many servers popular renditions are put, at least 1; not fewer than
 *     {@code copies}
 * @param check how often budgets and copies are looked at, above 0
 */
public record StoreConfig(
    int copies,
    Duration keepReplaced,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    Duration negativeAnswers,
    Duration scan,
    Duration orphanAge,
    long budget,
    Map<String, Long> budgets,
    int popularCopies,
    Duration check) {
  public static final int DEFAULT_COPIES = 1;

  /** Longer than a short film, so that hardly anybody is still in the middle of it. */
  public static final Duration DEFAULT_KEEP_REPLACED = Duration.ofMinutes(10);

  /** A week: better what was than nothing. */
  public static final Duration DEFAULT_STALE_IF_ERROR = Duration.ofHours(168);

  public static final int DEFAULT_POPULAR_COPIES = 2;
  public static final Duration DEFAULT_CHECK = Duration.ofSeconds(60);

  /** Short, since what is missing is often about to come. */
  public static final Duration DEFAULT_NEGATIVE_ANSWERS = Duration.ofSeconds(2);

  public static final Duration DEFAULT_SCAN = Duration.ofHours(24);

  /** Longer than any upload takes that may yet be indexed. */
  public static final Duration DEFAULT_ORPHAN_AGE = Duration.ofHours(1);

  public static final StoreConfig DEFAULT =
      new StoreConfig(
          DEFAULT_COPIES,
          DEFAULT_KEEP_REPLACED,
          Duration.ZERO,
          DEFAULT_STALE_IF_ERROR,
          DEFAULT_NEGATIVE_ANSWERS,
          DEFAULT_SCAN,
          DEFAULT_ORPHAN_AGE,
          0,
          Map.of(),
          DEFAULT_POPULAR_COPIES,
          DEFAULT_CHECK);

  public StoreConfig {
    Checks.atLeast("store.copies", copies, 1);
    Checks.positive("store.keepReplaced", keepReplaced);
    Checks.atLeast("store.popularCopies", popularCopies, 1);
    Checks.positive("store.check", check);
    budgets = Map.copyOf(budgets);
  }

  /** How many bytes that server holds at most; 0 = until it refuses files. */
  public long budgetOf(String serverId) {
    return budgets.getOrDefault(serverId, budget);
  }
}
