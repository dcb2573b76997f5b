package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.tree.Values;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which pages of other sites may read media (CORS). */
public record CorsConfig(
    @Key(
            value =
                "Such as https://player.example, https://*.example for all below a name, * for all."
                    + " Empty: nothing is said of it, and what origin servers say is passed.",
            is = "a list of origins",
            each = "* or an origin such as https://player.example",
            absent = "[\"*\"]")
        List<String> origins,
    @Key(
            value =
                "Request fields that such pages may send, besides those that players use (Range,"
                    + " CMCD-*, ...).",
            is = "a list of names of fields",
            each = "a name of a field",
            pattern = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
            absent = "[]")
        List<String> headers,
    @Key(value = "Whether they may send cookies and the like; not with *.", absent = "false")
        boolean credentials,
    @Key(value = "For how long browsers may remember what they asked beforehand.", absent = "24h")
        Duration maxAge) {
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://((\\*\\.)?[a-z0-9_.-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

  /** All origins. */
  public static final String EVERY = "*";

  public static final CorsConfig DEFAULT = RecordForm.defaults(CorsConfig.class);

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
