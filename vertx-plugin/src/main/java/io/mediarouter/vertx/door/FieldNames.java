package io.mediarouter.vertx.door;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.stream.Stream;

/**
 * The maker of names that a header map finds without hashing and converting them each time; worth
 * it, since every media request is looked through for a good many of them.
 */
public final class FieldNames {
  private FieldNames() {}

  /** One name. */
  public static CharSequence of(String name) {
    return HttpHeaders.createOptimized(name);
  }

  /** Several names. */
  public static List<CharSequence> allOf(String... names) {
    return Stream.of(names).map(HttpHeaders::createOptimized).toList();
  }
}
