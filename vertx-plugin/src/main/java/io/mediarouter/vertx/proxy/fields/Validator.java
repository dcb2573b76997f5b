package io.mediarouter.vertx.proxy.fields;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The value that tells whether two answers are of the same version of a file (RFC 9110, section
 * 8.8): a strong entity tag, or else the date of the last change; the length is compared in any
 * case.
 *
 * @param field the name of the field that holds it
 * @param value what it says
 */
public record Validator(CharSequence field, String value) {
  private static final Duration SETTLED = Duration.ofMinutes(1);

  /** The validator of an answer; empty where it has none that could be relied on. */
  public static Optional<Validator> of(MultiMap headers) {
    String etag = headers.get(HttpHeaders.ETAG);
    if (etag != null) {
      return etag.startsWith("\"")
          ? Optional.of(new Validator(HttpHeaders.ETAG, etag))
          : Optional.empty();
    }
    return Optional.ofNullable(headers.get(HttpHeaders.LAST_MODIFIED))
        .map(date -> new Validator(HttpHeaders.LAST_MODIFIED, date));
  }

  /**
   * The same of a server of which nothing else is known: its date counts only where what changed
   * within the same second would have another one (RFC 9110, section 8.8.2.2).
   */
  static Optional<Validator> strong(MultiMap headers) {
    return of(headers).filter(found -> !found.isDate() || isPast(found.value, headers));
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isDate() {
    return field == HttpHeaders.LAST_MODIFIED;
  }

  private static boolean isPast(String changed, MultiMap headers) {
    Instant then = Preconditions.date(changed);
    Instant now = Preconditions.date(headers.get(HttpHeaders.DATE));
    return then != null && now != null && then.plus(SETTLED).isBefore(now);
  }

  /** Whether an answer is of the same version. */
  public boolean isOf(MultiMap headers) {
    return value.equals(headers.get(field));
  }
}
