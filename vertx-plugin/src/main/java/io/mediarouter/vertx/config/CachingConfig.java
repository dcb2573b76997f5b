package io.mediarouter.vertx.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long caches in front of the proxy may keep a rendition that is just what was asked for, and
 * what it keeps in its own memory.
 *
 * @param maxAge any cache (RFC 9111, {@code Cache-Control}), 1 s to a year; null = nothing is said
 * @param cdnMaxAge caches of content delivery networks in its place (RFC 9213, {@code
 *     CDN-Cache-Control}), likewise
 * @param memory how many bytes of small stored files are kept in memory, at least 0; 0 = none
 * @param details whether {@code Cache-Status} of what is stored also tells {@code ttl} and {@code
 *     key} (RFC 9211)
 */
public record CachingConfig(
    @Nullable Duration maxAge, @Nullable Duration cdnMaxAge, long memory, boolean details) {
  public static final long DEFAULT_MEMORY = 64L << 20;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Nothing is said, and some memory is used. */
  public static final CachingConfig DEFAULT = new CachingConfig(null, null, DEFAULT_MEMORY, false);

  public CachingConfig {
    requireAge("caching.maxAge", maxAge);
    requireAge("caching.cdnMaxAge", cdnMaxAge);
    Checks.atLeast("caching.memory", memory, 0);
  }

  private static void requireAge(String key, @Nullable Duration age) {
    Checks.require(
        age == null || (age.compareTo(SHORTEST) >= 0 && age.compareTo(LONGEST) <= 0),
        key,
        age == null ? "" : Quantities.written(age),
        "1s..8760h");
  }

  /** The settings; mistakes are added to the tree. */
  static CachingConfig read(Section root) {
    Section caching = root.section("caching");
    return root.checked(
        () ->
            new CachingConfig(
                age(caching, "maxAge"),
                age(caching, "cdnMaxAge"),
                caching.bytes("memory", DEFAULT_MEMORY),
                caching.flag("details", false)),
        DEFAULT);
  }

  private static @Nullable Duration age(Section caching, String key) {
    return caching.has(key) ? caching.duration(key, SHORTEST) : null;
  }

  /** The value of {@code Cache-Control}; null = there is none. */
  public @Nullable String cacheControl() {
    return maxAge == null ? null : "public, max-age=" + maxAge.toSeconds();
  }

  /** The value of {@code CDN-Cache-Control}; null = there is none. */
  public @Nullable String cdnCacheControl() {
    return cdnMaxAge == null ? null : "max-age=" + cdnMaxAge.toSeconds();
  }
}
