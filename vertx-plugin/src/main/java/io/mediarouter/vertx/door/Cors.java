package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.config.front.CorsConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The CORS protocol (Fetch, 3.2): which pages of other sites may read media and its fields. Safe
 * for use by many threads.
 */
public final class Cors {
  /** What a page sees of an answer besides what it always does. */
  private static final String EXPOSED =
      "Accept-Ranges, Age, Cache-Status, CMSD-Dynamic, CMSD-Static, Content-Length,"
          + " Content-Location, Content-Range, Date, ETag, Location, Proxy-Status, Retry-After,"
          + " Server-Timing, X-Request-Id";

  /** What players send. */
  private static final List<String> ASKED =
      List.of(
          "Accept",
          "Cache-Control",
          "CMCD-Object",
          "CMCD-Request",
          "CMCD-Session",
          "CMCD-Status",
          "Content-Type",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "If-Range",
          "If-Unmodified-Since",
          "Pragma",
          "Priority",
          "Range",
          "traceparent",
          "tracestate",
          "X-Request-Id",
          "X-Requested-With");

  /** What an answer says of it (Fetch, 3.2.3). */
  private static final List<CharSequence> SAID =
      FieldNames.allOf(
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-allow-private-network",
          "access-control-expose-headers",
          "access-control-max-age");

  private static final Problem FOREIGN =
      Problem.of(403, "Foreign page", "Pages of this site are not among cors.origins.");

  private final CorsConfig config;
  private final String askable;

  /** The protocol by that configuration. */
  public Cors(CorsConfig config) {
    this.config = config;
    askable =
        Stream.concat(ASKED.stream(), config.headers().stream()).collect(Collectors.joining(", "));
  }

  /** Whether a browser asks by this what a page may do. */
  public boolean isPreflight(HttpServerRequest request) {
    return config.isOn()
        && request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaders.ORIGIN)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /**
   * Adds the answer to what a browser asks beforehand.
   *
   * @return why the page may do nothing; null = it may
   */
  public @Nullable Problem answerPreflight(HttpServerRequest request, MultiMap answer) {
    permit(request, answer);
    if (!answer.contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      return FOREIGN;
    }
    answer.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, askable);
    answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, Long.toString(config.maxAge().toSeconds()));
    return null;
  }

  /** Has an answer say who may read it, whatever an origin server said of that. */
  public void permit(HttpServerRequest request, MultiMap answer) {
    if (!config.isOn()) {
      return;
    }
    withdraw(answer);
    if (config.isForEverybody()) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, CorsConfig.EVERY);
      answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
      return;
    }
    vary(answer);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && isAllowed(origin.toLowerCase(Locale.ROOT))) {
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
      if (config.credentials()) {
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      }
    }
  }

  /** Takes back what an answer says of it, where it is said elsewhere. */
  public void withdraw(MultiMap answer) {
    if (config.isOn()) {
      SAID.forEach(answer::remove);
    }
  }

  private static void vary(MultiMap answer) {
    List<String> present = answer.getAll(HttpHeaders.VARY);
    boolean said =
        String.join(",", present).toLowerCase(Locale.ROOT).matches(".*(\\borigin\\b|\\*).*");
    if (!said) {
      answer.add(HttpHeaders.VARY, "Origin");
    }
  }

  private boolean isAllowed(String origin) {
    return config.origins().stream().anyMatch(each -> matches(each, origin));
  }

  /** {@code https://*.example} is all below that name, and not it. */
  private static boolean matches(String pattern, String origin) {
    int star = pattern.indexOf("*.");
    return star < 0
        ? pattern.equals(origin)
        : origin.startsWith(pattern.substring(0, star))
            && origin.endsWith(pattern.substring(star + 1))
            && origin.length() > pattern.length() - 1;
  }
}
