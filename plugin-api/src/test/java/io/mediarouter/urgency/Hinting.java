package io.mediarouter.urgency;

import io.mediarouter.request.RequestHead;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that gives hints in header fields. */
record Hinting(String client, Map<String, String> fields) implements RequestHead {
  static Hinting none() {
    return new Hinting("192.0.2.1", Map.of());
  }

  static Hinting of(String field, String value) {
    return new Hinting("192.0.2.1", Map.of(field, value));
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/media/a.mp4";
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
