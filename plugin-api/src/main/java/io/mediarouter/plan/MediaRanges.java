package io.mediarouter.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The reader of an {@code Accept} field (RFC 9110, section 12.5.1), as far as type and subtype go.
 */
final class MediaRanges {
  private MediaRanges() {}

  /** Whether {@code contentType} is accepted; a missing field accepts anything. */
  static boolean accept(@Nullable String accept, String contentType) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    String type = essence(contentType);
    for (String range : accept.split(",", -1)) {
      if (matches(essence(range), type) && !isRefused(range)) {
        return true;
      }
    }
    return false;
  }

  private static String essence(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean matches(String range, String type) {
    return range.equals("*/*")
        || range.equals(type)
        || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
  }

  private static boolean isRefused(String range) {
    return range.replace(" ", "").matches(".*;q=0(\\.0*)?(;.*)?");
  }
}
