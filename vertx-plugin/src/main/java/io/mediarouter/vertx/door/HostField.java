package io.mediarouter.vertx.door;

/** The syntax of what names a host in a request: a name or an address, and perhaps a port. */
final class HostField {
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_DIGITS = 5;
  private static final int DECIMAL = 10;

  private HostField() {}

  /** Whether it is a host, perhaps with a colon and a port, which may be empty. */
  static boolean isHost(String written) {
    int end = written.startsWith("[") ? endOfAddress(written) : endOfName(written);
    return end > 0 && (end == written.length() || isPort(written, end));
  }

  /** Behind the closing bracket; 0 = it is none. */
  private static int endOfAddress(String written) {
    int i = 1;
    while (i < written.length() && isOfAddress(written.charAt(i))) {
      i++;
    }
    return i > 1 && i < written.length() && written.charAt(i) == ']' ? i + 1 : 0;
  }

  private static int endOfName(String written) {
    int i = 0;
    while (i < written.length() && isOfName(written.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isOfAddress(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':' || c == '.';
  }

  private static boolean isOfName(char c) {
    return isDigit(c)
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPort(String written, int colon) {
    if (written.charAt(colon) != ':' || written.length() - colon - 1 > MOST_DIGITS) {
      return false;
    }
    int port = 0;
    for (int i = colon + 1; i < written.length(); i++) {
      if (!isDigit(written.charAt(i))) {
        return false;
      }
      port = port * DECIMAL + written.charAt(i) - '0';
    }
    return port <= HIGHEST_PORT;
  }
}
