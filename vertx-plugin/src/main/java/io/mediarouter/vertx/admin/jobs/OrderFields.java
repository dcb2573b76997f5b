package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a job order, read as what they stand for: every mistake is a {@link
 * ProblemException} with status 400 that names the field and what is allowed there.
 */
record OrderFields(JsonObject json) {
  private static final int LONGEST_SHOWN = 64;
  private static final String MOMENT = "a moment in UTC, such as 2026-06-01T22:00:00Z";

  /** The fields of a JSON object that has no others than {@code known}. */
  static OrderFields of(@Nullable Object json, Collection<String> known) {
    String names = String.join(", ", known);
    if (!(json instanceof JsonObject order)) {
      throw invalid("body", json, "a JSON object with " + names);
    }
    for (String field : order.fieldNames()) {
      if (!known.contains(field)) {
        throw invalid(shown(field), order.getValue(field), names);
      }
    }
    return new OrderFields(order);
  }

  boolean has(String field) {
    return json.containsKey(field);
  }

  @Nullable Object value(String field) {
    return json.getValue(field);
  }

  /** A moment; null where the field is absent. */
  @Nullable Instant moment(String field) {
    Object value = value(field);
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse((String) value);
    } catch (ClassCastException | DateTimeParseException e) {
      throw invalid(field, value, MOMENT);
    }
  }

  boolean flag(String field) {
    Object value = value(field);
    if (value != null && !(value instanceof Boolean)) {
      throw invalid(field, value, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  static AssetId asset(String field, @Nullable Object json) {
    String allowed = "the path of a source, such as films/clip.mp4";
    if (!(json instanceof String path)) {
      throw invalid(field, json, allowed);
    }
    try {
      return new AssetId(path);
    } catch (IllegalArgumentException e) {
      throw invalid(field, json, allowed + " (" + e.getMessage() + ")");
    }
  }

  static ProblemException invalid(String field, InvalidParameterException e) {
    return invalid(field + "." + shown(e.parameter()), e.value(), e.allowed());
  }

  static ProblemException invalid(String field, @Nullable Object value, String allowed) {
    String detail = field + ": " + shown(Objects.toString(value)) + " (allowed: " + allowed + ")";
    return new ProblemException(new Problem(400, "Invalid job", detail, field, allowed));
  }

  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
