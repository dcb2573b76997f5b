package io.mediarouter.vertx.admin.rest;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens that clients show in the field {@code Authorization} (RFC 6750). */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** Whether one of these is shown, found in a time that does not tell how much of one is right. */
  public static boolean isShown(RoutingContext context, List<String> tokens) {
    String shown = shown(context.request().getHeader("authorization"));
    boolean right = false;
    for (String token : tokens) {
      right |= shown != null && MessageDigest.isEqual(bytes(shown), bytes(token));
    }
    return right;
  }

  private static @Nullable String shown(@Nullable String field) {
    return field != null && field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? field.substring(SCHEME.length()).strip()
        : null;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The refusal of who shows none of them. */
  public static ProblemException refusal(RoutingContext context, String detail) {
    context.response().putHeader("www-authenticate", "Bearer");
    return new ProblemException(Problem.of(401, "Unauthorized", detail));
  }
}
