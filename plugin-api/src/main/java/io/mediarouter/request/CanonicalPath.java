package io.mediarouter.request;

import io.mediarouter.media.AssetId;

/**
 * The rule that gives each path one form: what could mean two things to two readers (an encoded
 * slash, a dot segment, a path parameter, a backslash that is not encoded) is refused instead of
 * guessed.
 */
final class CanonicalPath {
  private CanonicalPath() {}

  /**
   * The asset that an encoded path names.
   *
   * @throws ProblemException with status 400 if the path has no canonical form
   */
  public static AssetId assetOf(String encoded) {
    if (encoded.indexOf(';') >= 0 || encoded.indexOf('\\') >= 0 || hasEncodedSlash(encoded)) {
      throw malformed("it has ';', '\\' or an encoded slash");
    }
    try {
      return new AssetId(PercentDecoder.decode(encoded));
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static boolean hasEncodedSlash(String encoded) {
    for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
      if (encoded.regionMatches(true, i, "%2f", 0, 3)) {
        return true;
      }
    }
    return false;
  }

  private static ProblemException malformed(String why) {
    return new ProblemException(
        Problem.of(400, "Malformed path", "The path does not name an asset: " + why + "."));
  }
}
