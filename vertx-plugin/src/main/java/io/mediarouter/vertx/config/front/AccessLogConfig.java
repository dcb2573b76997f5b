package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The settings of where the access log goes, one line per request.
 *
 * @param destination kind of destination
 * @param file the file that lines are appended to; null unless {@code destination} is FILE
 */
public record AccessLogConfig(Destination destination, @Nullable String file) {
  public static final AccessLogConfig OFF = new AccessLogConfig(Destination.OFF, null);
  public static final AccessLogConfig STANDARD_OUTPUT =
      new AccessLogConfig(Destination.STANDARD_OUTPUT, null);
  public static final AccessLogConfig DEFAULT = OFF;

  /** The kinds of destination. */
  public enum Destination {
    OFF,
    STANDARD_OUTPUT,
    FILE
  }

  public AccessLogConfig {
    Checks.require(
        (file != null) == (destination == Destination.FILE),
        "accessLog",
        destination + " " + file,
        "a file with FILE alone");
  }

  /** As it is written. */
  String written() {
    return switch (destination) {
      case OFF -> "off";
      case STANDARD_OUTPUT -> "-";
      case FILE -> String.valueOf(file);
    };
  }

  /** As written in the configuration: {@code off}, {@code -} or a file. */
  public static AccessLogConfig of(String written) {
    return switch (written) {
      case "off" -> OFF;
      case "-" -> STANDARD_OUTPUT;
      default -> new AccessLogConfig(Destination.FILE, written);
    };
  }
}
