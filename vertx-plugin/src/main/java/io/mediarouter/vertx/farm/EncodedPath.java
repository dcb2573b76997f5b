package io.mediarouter.vertx.farm;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The writer of URL paths: segments percent-encoded as RFC 3986 asks, slashes kept. */
public final class EncodedPath {
  private static final String PLAIN = "-._~!$&'()*+,=:@/";

  private EncodedPath() {}

  /** {@code path} as it stands in a URL. */
  public static String of(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!isPlain(path.charAt(i))) {
        return encode(path);
      }
    }
    return path;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static String encode(String path) {
    var encoded = new StringBuilder(path.length() * 2);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
