package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of how long caches in front of the proxy may keep a rendition that is just what was
 * asked for, and what it keeps in its own memory.
 */
public record CachingConfig(
    @Key(
            value =
                "Any cache (Cache-Control: public, max-age), 1s to 8760h. Absent: nothing is said.",
            example = "1h")
        @Nullable Duration maxAge,
    @Key(
            value =
                "Caches of content delivery networks (CDN-Cache-Control, RFC 9213), 1s to 8760h."
                    + " Absent: nothing is said.",
            example = "24h")
        @Nullable Duration cdnMaxAge,
    @Key(
            value =
                "Bytes of stored files of up to 1 MiB that a proxy keeps in its memory, those that"
                    + " are asked for most (W-TinyLFU); 0 = none.",
            absent = "64M")
        long memory,
    @Key(
            value =
                "Whether Cache-Status of what is stored also tells ttl (how long its source is"
                    + " still believed, seconds) and key (RFC 9211).",
            absent = "false")
        boolean details) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Nothing is said, and some memory is used. */
  public static final CachingConfig DEFAULT = RecordForm.defaults(CachingConfig.class);

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

  /** The value of {@code Cache-Control}; null = there is none. */
  public @Nullable String cacheControl() {
    return maxAge == null ? null : "public, max-age=" + maxAge.toSeconds();
  }

  /** The value of {@code CDN-Cache-Control}; null = there is none. */
  public @Nullable String cdnCacheControl() {
    return cdnMaxAge == null ? null : "max-age=" + cdnMaxAge.toSeconds();
  }
}
