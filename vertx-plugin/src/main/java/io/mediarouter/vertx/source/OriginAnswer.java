package io.mediarouter.vertx.source;

import io.mediarouter.vertx.farm.Place;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The head of an origin's answer, and what it tells of a source.
 *
 * @param place where it was asked
 */
record OriginAnswer(Place place, int status, MultiMap headers) {
  /** No length is told. */
  static final long UNKNOWN = -1;

  private static final Pattern TOTAL = Pattern.compile("bytes [0-9]+-[0-9]+/([0-9]{1,18})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** Where origins say tags: with commas between them, or (Fastly, Varnish) spaces. */
  private static final List<String> WITH_COMMAS = List.of("Cache-Tag", "Edge-Cache-Tag");

  private static final List<String> WITH_SPACES = List.of("Surrogate-Key", "xkey");
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  static OriginAnswer of(Place place, HttpClientResponse response) {
    return new OriginAnswer(place, response.statusCode(), response.headers());
  }

  /** Whether there is a source; also an empty one, which has no beginning that can be had. */
  boolean isThere() {
    return status == 200 || status == PARTIAL || status == UNSATISFIABLE;
  }

  boolean isPart() {
    return status == PARTIAL;
  }

  /** Whether the origin says that it gives parts. */
  boolean givesParts() {
    return isPart() || "bytes".equalsIgnoreCase(headers.get(HttpHeaders.ACCEPT_RANGES));
  }

  /** The length of the whole source. */
  long length() {
    if (status == UNSATISFIABLE) {
      return 0;
    }
    return isPart()
        ? number(TOTAL, headers.get(HttpHeaders.CONTENT_RANGE), 1)
        : number(NUMBER, headers.get(HttpHeaders.CONTENT_LENGTH), 0);
  }

  private static long number(Pattern form, @Nullable String field, int group) {
    Matcher matcher = form.matcher(field == null ? "" : field.strip());
    return matcher.matches() ? Long.parseLong(matcher.group(group)) : UNKNOWN;
  }

  /** What tells versions apart by the origin's own validators; null = it gives none. */
  @Nullable String validator() {
    String etag = headers.get(HttpHeaders.ETAG);
    if (etag != null && !etag.isBlank()) {
      return etag;
    }
    String modified = headers.get(HttpHeaders.LAST_MODIFIED);
    long length = length();
    return modified == null || modified.isBlank()
        ? null
        : modified + "/" + (length == UNKNOWN ? "null" : Long.toString(length));
  }

  /** By what it is to be purged, in its order, each once. */
  List<String> tags() {
    return Stream.concat(tags(WITH_COMMAS, "[,]"), tags(WITH_SPACES, "[\\s,]"))
        .filter(tag -> !tag.isEmpty())
        .sorted()
        .distinct()
        .toList();
  }

  private Stream<String> tags(List<String> fields, String between) {
    return fields.stream()
        .flatMap(name -> headers.getAll(name).stream())
        .flatMap(value -> Stream.of(value.split(between)))
        .map(String::strip);
  }

  String contentType() {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return type == null ? "application/octet-stream" : type;
  }
}
