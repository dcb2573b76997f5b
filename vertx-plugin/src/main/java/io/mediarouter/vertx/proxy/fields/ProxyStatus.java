package io.mediarouter.vertx.proxy.fields;

import java.util.Optional;

/**
 * The writer of the {@code Proxy-Status} field (RFC 9209): what went wrong between us and the farm,
 * without telling which server it was.
 */
public final class ProxyStatus {
  public static final String FIELD = "proxy-status";

  /** For an answer that was on its way when its transcode was taken away, and came another way. */
  public static final String PREEMPTED =
      "media-router; error=connection_terminated; details=\"preempted, served another way\"";

  /** For what servers have failed to make before, and are not asked for again so soon. */
  public static final String LEFT_ALONE =
      "media-router; error=destination_unavailable; details=\"failed before, left alone\"";

  /** For an answer that is no HTTP. */
  public static final String UNREADABLE = "media-router; error=http_protocol_error";

  private static final String ERROR = "media-router; error=";

  private ProxyStatus() {}

  /** The member for an answer of that status which we make ourselves; empty below 500. */
  public static Optional<String> of(int status) {
    return switch (status) {
      case 500 -> Optional.of(ERROR + "proxy_internal_error");
      case 502 -> Optional.of(ERROR + "connection_terminated");
      case 503 -> Optional.of(ERROR + "destination_unavailable");
      case 504 -> Optional.of(ERROR + "http_response_timeout");
      default -> Optional.empty();
    };
  }
}
