package io.mediarouter.vertx.door;

import io.netty.util.AsciiString;
import java.util.List;

/**
 * The judgement about a field's name by itself: whether it is that of a field which says where a
 * request ends, but for a letter. Nobody means such a field, and decoders have taken it for what it
 * is alike: the core of Vert.x before 5.1.10 took any {@code Content-?ength} for {@code
 * Content-Length} (CVE-2026-102479), and others read an underscore as a hyphen.
 */
final class FieldName {
  private static final List<String> OF_FRAMING =
      List.of("content-length", "transfer-encoding", "content-type");

  /** As long as the longest of those that matter. */
  static final int LONGEST = "transfer-encoding".length();

  private FieldName() {}

  /** Whether it is one of those names but for one letter. */
  static boolean isAlmostOfFraming(CharSequence name) {
    for (String meant : OF_FRAMING) {
      if (name.length() == meant.length() && differences(name, meant) == 1) {
        return true;
      }
    }
    return false;
  }

  private static int differences(CharSequence name, String meant) {
    int differences = 0;
    for (int i = 0; i < meant.length() && differences < 2; i++) {
      if (AsciiString.toLowerCase(name.charAt(i)) != meant.charAt(i)) {
        differences++;
      }
    }
    return differences;
  }

  /** Whether it is a token (RFC 9110, section 5.6.2), and not empty. */
  static boolean isValid(CharSequence name) {
    for (int i = 0; i < name.length(); i++) {
      if (!mayHold(name.charAt(i))) {
        return false;
      }
    }
    return name.length() > 0;
  }

  /** Whether a name may hold that byte (RFC 9110, section 5.6.2). */
  static boolean mayHold(int letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '0' && letter <= '9'
        || letter > 0 && "!#$%&'*+-.^_`|~".indexOf(letter) >= 0;
  }
}
