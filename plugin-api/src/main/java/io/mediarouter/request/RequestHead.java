package io.mediarouter.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP request, as far as routing looks at it. */
public interface RequestHead {
  /** The method, such as {@code GET}. */
  String method();

  /** The path of the request target as it came, still percent-encoded, without the query. */
  String path();

  /**
   * The query as it came, still percent-encoded, without the question mark; null where there is
   * none.
   */
  @Nullable String query();

  /** The IP address of the peer that sent it; empty if it has none. */
  String client();

  /** The value of a header field, its lines joined by commas; names are case-insensitive. */
  Optional<String> header(String name);
}
