package io.mediarouter.vertx.config.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;

/** The written forms of durations and sizes. */
public final class Quantities {
  private static final String SIZE_UNITS = "kMGT";

  private Quantities() {}

  /** A duration such as {@code 200ms}, {@code 5s}, {@code 2m} or {@code 1h}. */
  public static Duration duration(String written) {
    int digits = digits(written);
    long number = Long.parseLong(written.substring(0, digits));
    return switch (written.substring(digits)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default ->
          throw new IllegalArgumentException(
              "duration: " + written + " (expected: such as 200ms, 5s, 2m, 1h)");
    };
  }

  private static int digits(String written) {
    int digits = 0;
    while (digits < written.length() && Character.isDigit(written.charAt(digits))) {
      digits++;
    }
    return digits;
  }

  /** A duration as one would configure it. */
  public static String written(Duration duration) {
    boolean whole = duration.toMillisPart() == 0;
    return whole ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  /** The same by the largest unit that it is a whole number of. */
  public static String shortest(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillisPart() != 0 || seconds % 60 != 0 || seconds == 0) {
      return written(duration);
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }

  /** A number of bytes by the largest unit that it is a whole number of. */
  public static JsonNode shortest(long bytes) {
    long number = bytes;
    int unit = 0;
    while (unit < SIZE_UNITS.length() && number != 0 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return unit == 0
        ? LongNode.valueOf(bytes)
        : TextNode.valueOf(number + SIZE_UNITS.substring(unit - 1, unit));
  }

  /** A number of bytes such as {@code 8M}; units are powers of 1024. */
  static long bytes(String written) {
    int digits = digits(written);
    long number = Long.parseLong(written.substring(0, digits));
    if (digits == written.length()) {
      return number;
    }
    return number << (10 * (SIZE_UNITS.indexOf(written.charAt(digits)) + 1));
  }
}
