package io.mediarouter.vertx.entry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of an S3 store, as its tools write them down: in three variables of the environment,
 * or in a file with profiles.
 *
 * @param accessKey names them
 * @param secretKey signs
 * @param sessionToken goes with temporary ones; null = they are permanent
 */
public record S3Keys(String accessKey, String secretKey, @Nullable String sessionToken) {
  static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

  /** What the environment has; empty without a key or its secret. */
  static Optional<S3Keys> of(UnaryOperator<@Nullable String> environment) {
    return of(
        environment.apply(ACCESS_KEY),
        environment.apply(SECRET_KEY),
        environment.apply(SESSION_TOKEN));
  }

  private static Optional<S3Keys> of(
      @Nullable String accessKey, @Nullable String secretKey, @Nullable String sessionToken) {
    if (accessKey == null || accessKey.isBlank() || secretKey == null || secretKey.isBlank()) {
      return Optional.empty();
    }
    String token = sessionToken == null || sessionToken.isBlank() ? null : sessionToken.strip();
    return Optional.of(new S3Keys(accessKey.strip(), secretKey.strip(), token));
  }

  /** What a profile of a file has; lines before any profile are those of {@code default}. */
  static Optional<S3Keys> in(String content, String profile) {
    Map<String, String> values = new HashMap<>();
    String present = "default";
    for (String line : content.lines().map(String::strip).toList()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        present = line.substring(1, line.length() - 1).replaceFirst("^profile\\s+", "").strip();
      } else if (present.equals(profile) && line.indexOf('=') > 0 && !line.startsWith("#")) {
        int sign = line.indexOf('=');
        String name = line.substring(0, sign).strip().toUpperCase(Locale.ROOT);
        values.put(name, line.substring(sign + 1).strip());
      }
    }
    return of(values.get(ACCESS_KEY), values.get(SECRET_KEY), values.get(SESSION_TOKEN));
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "S3Keys";
  }
}
