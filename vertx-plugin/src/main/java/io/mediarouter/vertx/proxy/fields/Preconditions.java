package io.mediarouter.vertx.proxy.fields;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.door.FieldNames;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a request (RFC 9110, section 13), judged by what the cache index knows: servers
 * that hold the same rendition may have validators of their own.
 */
public final class Preconditions {
  private static final CharSequence IF_MATCH = FieldNames.of("if-match");
  public static final CharSequence IF_RANGE = FieldNames.of("if-range");
  public static final CharSequence RANGE = FieldNames.of("range");
  private static final CharSequence IF_UNMODIFIED_SINCE = FieldNames.of("if-unmodified-since");

  /** No date is longer, and what reads dates fails with what is. */
  private static final int LONGEST_DATE = 64;

  private Preconditions() {}

  /** Removes all conditions. */
  public static void remove(MultiMap headers) {
    headers
        .remove(IF_MATCH)
        .remove(IF_RANGE)
        .remove(IF_UNMODIFIED_SINCE)
        .remove(HttpHeaders.IF_NONE_MATCH)
        .remove(HttpHeaders.IF_MODIFIED_SINCE);
  }

  /** Has lists that stand on several lines stand on one: not all servers know them otherwise. */
  public static void join(MultiMap headers) {
    for (CharSequence each : List.of(IF_MATCH, HttpHeaders.IF_NONE_MATCH)) {
      if (headers.contains(each)) {
        headers.set(each, String.join(", ", headers.getAll(each)));
      }
    }
  }

  private static @Nullable String list(MultiMap headers, CharSequence field) {
    return headers.contains(field) ? String.join(", ", headers.getAll(field)) : null;
  }

  /** Whether the client's copy is still good: 304. */
  public static boolean isNotModified(MultiMap headers, StoredRendition stored) {
    String etags = list(headers, HttpHeaders.IF_NONE_MATCH);
    if (etags != null) {
      return matches(etags, stored.etag(), true);
    }
    Instant since = date(headers.get(HttpHeaders.IF_MODIFIED_SINCE));
    return since != null && !lastModified(stored).isAfter(since);
  }

  /** The same of what is told by us, which has a validator and no date. */
  public static boolean isNotModified(MultiMap headers, String etag) {
    String etags = list(headers, HttpHeaders.IF_NONE_MATCH);
    return etags != null && matches(etags, etag, true);
  }

  /** Whether the client's condition for its request no longer holds: 412. */
  public static boolean isFailed(MultiMap headers, StoredRendition stored) {
    String etags = list(headers, IF_MATCH);
    if (etags != null) {
      return !matches(etags, stored.etag(), false);
    }
    Instant since = date(headers.get(IF_UNMODIFIED_SINCE));
    return since != null && lastModified(stored).isAfter(since);
  }

  /** The same of what is told by us, which has a validator and no date. */
  public static boolean isFailed(MultiMap headers, String etag) {
    String etags = list(headers, IF_MATCH);
    return etags != null && !matches(etags, etag, false);
  }

  /** The same of what is not made yet: whoever has a validator has that of something else. */
  public static boolean isFailed(MultiMap headers) {
    String etags = list(headers, IF_MATCH);
    return etags != null && !isAny(etags);
  }

  /**
   * The range that is asked for, if that still applies: all that a server which holds it has to
   * know.
   */
  public static @Nullable String range(MultiMap headers, StoredRendition stored) {
    String range = RangeField.canonical(headers.get(RANGE));
    String ifRange = range == null ? null : headers.get(IF_RANGE);
    return ifRange == null || isSame(ifRange, stored) ? range : null;
  }

  private static boolean isSame(String validator, StoredRendition stored) {
    if (validator.startsWith("\"")) {
      return validator.equals(stored.etag());
    }
    return lastModified(stored).equals(date(validator));
  }

  /**
   * Whether one of them names the rendition (RFC 9110, section 8.8.3.2).
   *
   * @param weakly whether a weak validator counts too
   */
  private static boolean matches(String etags, String etag, boolean weakly) {
    if (isAny(etags)) {
      return true;
    }
    for (String each : etags.split(",", -1)) {
      String listed = each.strip();
      if (listed.equals(etag) || weakly && listed.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAny(String etags) {
    return etags.strip().equals("*");
  }

  /** In each of the three forms of RFC 9110, section 5.6.7; null if it is none. */
  static @Nullable Instant date(@Nullable String field) {
    if (field == null || field.isEmpty() || field.length() > LONGEST_DATE) {
      return null;
    }
    Date date = DateFormatter.parseHttpDate(field);
    return date == null ? null : date.toInstant();
  }

  private static Instant lastModified(StoredRendition stored) {
    return stored.storedAt().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The field that tells when a rendition was stored. */
  public static String lastModifiedField(StoredRendition stored) {
    return DateFormatter.format(Date.from(lastModified(stored)));
  }
}
