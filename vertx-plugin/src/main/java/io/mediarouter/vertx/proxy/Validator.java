package io.mediarouter.vertx.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * What tells whether two answers are of the same version of a file (RFC 9110, section 8.8): a
 * strong entity tag, or else the date of the last change; the length is compared in any case.
 *
 * @param field the name of the field that holds it
 * @param value what it says
 */
record Validator(CharSequence field, String value) {
  /** The validator of an answer; empty where it has none that could be relied on. */
  static Optional<Validator> of(MultiMap headers) {
    String etag = headers.get(HttpHeaders.ETAG);
    if (etag != null) {
      return etag.startsWith("\"")
          ? Optional.of(new Validator(HttpHeaders.ETAG, etag))
          : Optional.empty();
    }
    return Optional.ofNullable(headers.get(HttpHeaders.LAST_MODIFIED))
        .map(date -> new Validator(HttpHeaders.LAST_MODIFIED, date));
  }

  /** Whether an answer is of the same version. */
  boolean isOf(MultiMap headers) {
    return value.equals(headers.get(field));
  }
}
