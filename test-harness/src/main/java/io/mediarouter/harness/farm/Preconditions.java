package io.mediarouter.harness.farm;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conditional headers of one request, evaluated against a file (RFC 9110, 13). */
final class Preconditions {
  private final HttpServletRequest request;

  Preconditions(HttpServletRequest request) {
    this.request = request;
  }

  /** Whether {@code If-Match} or {@code If-Unmodified-Since} forbids to go on. */
  boolean failed(@Nullable StoredFile file) {
    String match = request.getHeader("If-Match");
    if (match != null) {
      return file == null || !lists(match, file.etag(), false);
    }
    Optional<Instant> since = date("If-Unmodified-Since");
    return file != null && since.isPresent() && file.lastModified().isAfter(since.get());
  }

  /** Whether {@code If-None-Match} names this file, or any. */
  boolean noneMatchFails(@Nullable StoredFile file) {
    String none = request.getHeader("If-None-Match");
    return none != null && file != null && lists(none, file.etag(), true);
  }

  /** Whether the client's copy is still good. */
  boolean notModified(StoredFile file) {
    if (request.getHeader("If-None-Match") != null) {
      return noneMatchFails(file);
    }
    Optional<Instant> since = date("If-Modified-Since");
    return since.isPresent() && !file.lastModified().isAfter(since.get());
  }

  /** Whether a {@code Range} counts: no {@code If-Range}, or one that names this very file. */
  boolean rangeCounts(StoredFile file) {
    String condition = request.getHeader("If-Range");
    if (condition == null) {
      return true;
    }
    return condition.equals(file.etag())
        || date("If-Range").filter(file.lastModified()::equals).isPresent();
  }

  private static boolean lists(String header, String etag, boolean weak) {
    return header.trim().equals("*")
        || Arrays.stream(header.split(",", -1))
            .map(String::trim)
            .anyMatch(each -> each.equals(etag) || (weak && each.equals("W/" + etag)));
  }

  private Optional<Instant> date(String name) {
    String value = request.getHeader(name);
    try {
      return value == null
          ? Optional.empty()
          : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
