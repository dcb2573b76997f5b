package io.mediarouter.vertx.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which pages of other sites may read media (CORS).
 *
 * @param origins such as {@code https://player.example}, {@code https://*.example} for all below a
 *     name, {@code *} for all; empty = nothing is said of it, and what origin servers say is passed
 * @param headers names of request fields that such pages may send, besides those that players use
 * @param credentials whether they may send cookies and the like; not with {@code *}
 * @param maxAge for how long browsers may remember what they asked beforehand, not negative
 */
public record CorsConfig(
    List<String> origins, List<String> headers, boolean credentials, Duration maxAge) {
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://((\\*\\.)?[a-z0-9_.-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

  /** All origins. */
  public static final String EVERY = "*";

  public static final List<String> DEFAULT_ORIGINS = List.of(EVERY);
  public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(1);

  public static final CorsConfig DEFAULT =
      new CorsConfig(DEFAULT_ORIGINS, List.of(), false, DEFAULT_MAX_AGE);

  private static final String EXPECTED =
      "* or a scheme, a host and a port that is not the scheme's, such as https://player.example";

  public CorsConfig {
    origins = origins.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    headers = List.copyOf(headers);
    for (String origin : origins) {
      Checks.require(
          ORIGIN.matcher(origin).matches(), "cors.origins", Values.quoted(origin), EXPECTED);
    }
    Checks.require(
        !credentials || !origins.contains(EVERY),
        "cors.credentials",
        "true",
        "false, or origins by their names instead of *");
    Checks.require(!maxAge.isNegative(), "cors.maxAge", Quantities.written(maxAge), "0 or more");
  }

  /** Whether pages of other sites are spoken to. */
  public boolean isOn() {
    return !origins.isEmpty();
  }

  /** Whether all pages are, by one answer for all. */
  public boolean isForEverybody() {
    return origins.contains(EVERY);
  }
}
