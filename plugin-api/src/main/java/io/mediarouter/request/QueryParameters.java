package io.mediarouter.request;

import io.mediarouter.media.InvalidParameterException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reader of a query: decoded names and values, each name once. */
final class QueryParameters {
  private static final int MOST = 32;

  private QueryParameters() {}

  /** The parameters, in a map of the caller's own. */
  static Map<String, String> parse(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return new HashMap<>();
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : query.split("&", MOST + 1)) {
      add(pair, values);
    }
    return values;
  }

  private static void add(String pair, Map<String, String> values) {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String name = PercentDecoder.decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : PercentDecoder.decode(pair.substring(equals + 1));
    if (values.size() == MOST || values.putIfAbsent(name, value) != null) {
      throw new InvalidParameterException(name, value, "each parameter once, at most " + MOST);
    }
  }
}
