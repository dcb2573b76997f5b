package io.mediarouter.harness.client;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * A complete answer.
 *
 * @param firstByteMillis from the request to the first byte of the body, or to its end if it is
 *     empty
 * @param totalMillis from the request to the last byte
 */
public record Answer(
    int status, HttpHeaders headers, byte[] body, double firstByteMillis, double totalMillis) {

  /** A header's value; empty if it is not there. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
