package io.mediarouter.harness.demo;

import java.util.List;
import java.util.Locale;

/**
 * A line of the demo's table: a request and how it was served.
 *
 * @param request proxy, method and target
 * @param decision the publishing option taken, or {@code batch}
 * @param server which server served it
 * @param bytes of the body
 */
record Row(
    String request,
    String decision,
    String server,
    int status,
    double firstByteMillis,
    double totalMillis,
    long bytes,
    String cacheStatus) {
  static final List<String> TITLES =
      List.of(
          "request",
          "decision",
          "server",
          "status",
          "first byte ms",
          "total ms",
          "bytes",
          "Cache-Status");

  List<String> cells() {
    return List.of(
        request,
        decision,
        server,
        Integer.toString(status),
        millis(firstByteMillis),
        millis(totalMillis),
        Long.toString(bytes),
        cacheStatus);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f", millis);
  }
}
