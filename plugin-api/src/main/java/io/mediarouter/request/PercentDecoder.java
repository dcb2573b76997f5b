package io.mediarouter.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The decoder of percent-encoded text: strict UTF-8, and no character that must have been encoded.
 */
final class PercentDecoder {
  private PercentDecoder() {}

  /**
   * Decodes {@code text}.
   *
   * @throws ProblemException with status 400 if it has a malformed escape, a character outside
   *     0x21-0x7E, or bytes that are not UTF-8
   */
  static String decode(String text) {
    return isPlain(text) ? text : decodeEscapes(text);
  }

  private static boolean isPlain(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x21 || c > 0x7e) {
        throw malformed("a character that must be percent-encoded");
      }
      plain &= c != '%';
    }
    return plain;
  }

  private static String decodeEscapes(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put((byte) escaped(text, i));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    return utf8(bytes.flip());
  }

  private static int escaped(String text, int at) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw malformed("a percent sign that two hexadecimal digits do not follow");
    }
    return high << 4 | low;
  }

  private static String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw malformed("bytes that are not UTF-8");
    }
  }

  private static ProblemException malformed(String what) {
    return new ProblemException(Problem.of(400, "Malformed URL", "The URL has " + what + "."));
  }
}
