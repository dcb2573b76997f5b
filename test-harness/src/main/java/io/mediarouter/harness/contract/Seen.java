package io.mediarouter.harness.contract;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param firstByteMillis from the request to the first byte of the body, or to its end if it is
 *     empty
 * @param totalMillis from the request to the end
 */
record Seen(
    int status,
    MultiMap headers,
    byte[] body,
    MultiMap trailers,
    double firstByteMillis,
    double totalMillis) {
  private static final int LONGEST_WORDS = 100;

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The length that the head tells; -1 = none. */
  long length() {
    String told = header("content-length");
    return told != null && told.matches("[0-9]{1,18}") ? Long.parseLong(told) : -1;
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  boolean isClientError() {
    return status / 100 == 4;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The status, and the beginning of what a server says of an error. */
  String words() {
    String said = status < 400 ? "" : text().replaceAll("[\\p{C}\\s]+", " ").strip();
    return said.isEmpty() || said.startsWith("<")
        ? Integer.toString(status)
        : status + ": " + said.substring(0, Math.min(LONGEST_WORDS, said.length()));
  }
}
