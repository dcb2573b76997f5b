package io.mediarouter.request;

import io.mediarouter.media.RenditionParameters;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The rule of what becomes of the parameters of a query that are not ours: those of an original may
 * be its origin's business and part of what it is, those of a rendition may be nobody's.
 *
 * @param passesAll whether all parameters of an original are passed to its origin
 * @param passed names of those that are passed, if not all
 * @param ignored names of those that are taken as absent
 */
public record QueryRule(boolean passesAll, Set<String> passed, Set<String> ignored) {
  /** Nothing is passed and nothing is ignored. */
  public static final QueryRule NONE = new QueryRule(false, Set.of(), Set.of());

  public QueryRule {
    passed = Set.copyOf(passed);
    ignored = Set.copyOf(ignored);
  }

  /**
   * A query taken apart.
   *
   * @param own the part that is for us, encoded; null = there was none
   * @param passed the part that is for the origin, as it came; empty = none
   */
  record Parts(@Nullable String own, String passed) {}

  /** Takes a query apart; one that names anything of a rendition is for us alone. */
  Parts split(@Nullable String query) {
    if (query == null || (!passesAll && passed.isEmpty() && ignored.isEmpty())) {
      return new Parts(query, "");
    }
    boolean original = true;
    for (String pair : query.split("&", -1)) {
      original &= !isOfRendition(name(pair));
    }
    return split(query, original);
  }

  private Parts split(String query, boolean original) {
    var own = new StringJoiner("&");
    var forOrigin = new StringJoiner("&");
    for (String pair : query.split("&", -1)) {
      String name = name(pair);
      if (original && isPassed(name)) {
        requirePlain(pair);
        forOrigin.add(pair);
      } else if (!ignored.contains(name)) {
        own.add(pair);
      }
    }
    return new Parts(own.toString(), forOrigin.toString());
  }

  private boolean isPassed(String name) {
    return passed.contains(name)
        || (passesAll
            && !name.isEmpty()
            && !name.equals(RequestClassifier.CMCD)
            && !ignored.contains(name));
  }

  private static boolean isOfRendition(String name) {
    return RenditionParameters.NAMES.contains(name)
        || name.equals(RequestClassifier.PRESET)
        || name.equals(RequestClassifier.TOLERANCE);
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return PercentDecoder.decode(equals < 0 ? pair : pair.substring(0, equals));
  }

  /**
   * What is passed as it came must not be read as the end of a line, or of the query, elsewhere.
   */
  private static void requirePlain(String pair) {
    for (int i = 0; i < pair.length(); i++) {
      char c = pair.charAt(i);
      if (c < 0x21 || c > 0x7e || c == '#') {
        throw new ProblemException(
            Problem.of(
                400,
                "Malformed URL",
                "The URL has a character that must be percent-encoded in its query."));
      }
    }
  }
}
