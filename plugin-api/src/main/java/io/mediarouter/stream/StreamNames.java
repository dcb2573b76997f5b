package io.mediarouter.stream;

import java.util.regex.Pattern;

/** The rule for names in the addresses of a stream's parts, and for text in playlists. */
final class StreamNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern UNQUOTED = Pattern.compile("[\"\\p{Cntrl}]");

  private StreamNames() {}

  static void check(String name) {
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: [A-Za-z0-9._-]{1,64}, no dot in front)");
    }
  }

  /** Text as it may stand in quotes in HLS, which knows no escapes. */
  static String quotable(String text) {
    return UNQUOTED.matcher(text).replaceAll(" ");
  }

  /** Text as it may stand in an attribute in XML. */
  static String attribute(String text) {
    return quotable(text).replace("&", "&amp;").replace("<", "&lt;");
  }
}
