package io.mediarouter.vertx.entry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * The one form of a path and a query by which they are signed: everything is percent-encoded but
 * letters, digits and {@code -._~}, parameters are sorted. Sent in this form, nobody on the way can
 * read it otherwise.
 */
final class StrictPath {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private StrictPath() {}

  /** A path in any encoding; its slashes stay. */
  static String path(String raw) {
    return encode(decode(raw), "/");
  }

  /** A query in any encoding, without its question mark. */
  static String query(String raw) {
    return raw.isEmpty()
        ? ""
        : Arrays.stream(raw.split("&"))
            .map(StrictPath::parameter)
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String parameter(String raw) {
    int sign = raw.indexOf('=');
    String name = sign < 0 ? raw : raw.substring(0, sign);
    return value(name) + "=" + (sign < 0 ? "" : value(raw.substring(sign + 1)));
  }

  private static String value(String raw) {
    return encode(decode(raw), "");
  }

  /** A text as a value of a parameter. */
  static String encoded(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8), "");
  }

  private static byte[] decode(String raw) {
    byte[] written = raw.getBytes(StandardCharsets.UTF_8);
    var decoded = new ByteArrayOutputStream(written.length);
    for (int i = 0; i < written.length; i++) {
      if (written[i] == '%' && i + 2 < written.length && isHex(written, i + 1)) {
        decoded.write(HexFormat.fromHexDigits(raw(written, i + 1)));
        i += 2;
      } else {
        decoded.write(written[i]);
      }
    }
    return decoded.toByteArray();
  }

  private static boolean isHex(byte[] bytes, int at) {
    return HexFormat.isHexDigit(bytes[at]) && HexFormat.isHexDigit(bytes[at + 1]);
  }

  private static String raw(byte[] bytes, int at) {
    return "" + (char) bytes[at] + (char) bytes[at + 1];
  }

  private static String encode(byte[] bytes, String kept) {
    var encoded = new StringBuilder(bytes.length * 2);
    for (byte b : bytes) {
      if (isPlain(b) || kept.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "-._~".indexOf(b) >= 0;
  }
}
