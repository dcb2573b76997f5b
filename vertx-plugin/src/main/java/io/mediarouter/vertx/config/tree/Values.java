package io.mediarouter.vertx.config.tree;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.request.SecretMask;
import java.util.List;

/** The forms in which values of a configuration are written in errors: short, and on one line. */
public final class Values {
  private static final int LONGEST_SHOWN = 64;

  /** URLs of databases may have a password among their parameters. */
  private static final SecretMask MASK = SecretMask.DEFAULT.and(List.of("password", "sslpassword"));

  private Values() {}

  /** A value as errors may tell it. */
  public static String shown(KeyPath path, JsonNode value) {
    return path.isSecret() ? "a secret" : shown(value);
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "a map";
      case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
      case STRING -> quoted(masked(value.asText()));
      case NULL -> "nothing";
      default -> value.asText();
    };
  }

  /** A text without the secrets in it. */
  public static String masked(String text) {
    return MASK.hide(text);
  }

  public static String quoted(String text) {
    String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(shown)) + '"';
  }

  /** The error's text for a value that is not what it has to be. */
  public static String expected(String shown, String expected) {
    return shown + " (expected: " + expected + ")";
  }
}
