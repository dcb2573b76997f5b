package io.mediarouter.vertx.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The giver of names to requests: the one that a request brings in {@code X-Request-Id} if that can
 * stand in a log and a field, else one of its own.
 */
public final class RequestIds {
  /** The field that carries it. */
  public static final CharSequence FIELD = HttpHeaders.createOptimized("x-request-id");

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._~:+/=@-]{1,128}");

  private RequestIds() {}

  static String of(HttpServerRequest request, RandomGenerator random) {
    String given = request.getHeader(FIELD);
    return given != null && SANE.matcher(given).matches() ? given : made(random);
  }

  private static String made(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong());
  }
}
