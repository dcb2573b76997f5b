package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a request's target by which it is routed, and which is sent on: no two parties on
 * the way see different resources in it. What has no such form is refused.
 *
 * @param path without dot segments; escapes are in upper case, and only where they are needed
 * @param query as it came, but for what is not ASCII; null = none
 * @param uri path and query as they are written in a request
 */
record CanonicalTarget(String path, @Nullable String query, String uri) {
  private static final String HEX = "0123456789ABCDEF";
  private static final String NEED_ESCAPES_IN_A_PATH = "\"<>^`{|}";

  /** What may stand in a path as it is besides letters, digits and the like (RFC 3986, 3.3). */
  private static final String PLAIN_TOO = "/:@!$&'()*+,=";

  private static final int FIRST_VISIBLE = 0x21;
  private static final int LAST_VISIBLE = 0x7e;
  private static final int LAST_BYTE = 0xff;

  /** Slashes of some sort to some back ends, and of none to others. */
  private static final Pattern HIDDEN_SLASH = Pattern.compile("%2F|%5C");

  private static final Pattern PARAMETERS = Pattern.compile("(;|%3B).*");

  /** Letters that are longer than they have to be in UTF-8, such as a dot of two bytes. */
  private static final Pattern OVERLONG = Pattern.compile("%C[01]%|%E0%[89]|%F0%8");

  /**
   * The canonical form of a path and perhaps a query.
   *
   * @param target each character is a byte, as from the wire
   * @throws ProblemException 400, naming what is wrong
   */
  static CanonicalTarget of(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      throw refused("It does not begin with a slash.");
    }
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    if (isPlain(path) && (query == null || isVisible(query))) {
      return new CanonicalTarget(path, query, target);
    }
    requireVisible(target);
    String normal = withoutDots(normal(path));
    String escaped = query == null ? null : escaped(query);
    return new CanonicalTarget(normal, escaped, escaped == null ? normal : normal + '?' + escaped);
  }

  /** Whether a path has nothing in it that could have to be changed, or refused. */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean plain =
          isUnreserved(c) && (c != '.' || path.charAt(i - 1) != '/') || PLAIN_TOO.indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(String query) {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c < FIRST_VISIBLE || c > LAST_VISIBLE || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(400, "Bad request target", why));
  }

  private static void requireVisible(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c < FIRST_VISIBLE || c == LAST_VISIBLE + 1 || c > LAST_BYTE || c == '#') {
        throw refused("It holds a space, a control character or a fragment.");
      }
    }
  }

  private static String escaped(String query) {
    var escaped = new StringBuilder(query.length());
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c > LAST_VISIBLE) {
        escape(c, escaped);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static void escape(int value, StringBuilder into) {
    into.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
  }

  private static String normal(String path) {
    var normal = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        unescape(path, i, normal);
        i += 2;
      } else if (c > LAST_VISIBLE || NEED_ESCAPES_IN_A_PATH.indexOf(c) >= 0) {
        escape(c, normal);
      } else if (c == '\\') {
        throw refused("Its path holds a backslash.");
      } else {
        normal.append(c);
      }
    }
    return normal.toString();
  }

  private static void unescape(String path, int at, StringBuilder into) {
    int high = at + 2 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(path.charAt(at + 2), 16);
    if (low < 0) {
      throw refused("Its path holds a percent sign without two digits.");
    }
    int value = high << 4 | low;
    if (value == 0 || value == '\r' || value == '\n') {
      throw refused("Its path holds the escaped end of a line or of a string.");
    }
    if (isUnreserved(value)) {
      into.append((char) value);
    } else {
      escape(value, into);
    }
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  private static String withoutDots(String path) {
    if (path.indexOf('%') >= 0 && OVERLONG.matcher(path).find()) {
      throw refused("Its path holds letters in more bytes than they have.");
    }
    if (path.indexOf("/.") < 0 && path.indexOf('%') < 0 && path.indexOf(';') < 0) {
      return path;
    }
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      follow(segments[i], i == segments.length - 1, kept);
    }
    return '/' + String.join("/", kept);
  }

  /** The last segment leaves a slash behind when it is a dot segment. */
  private static void follow(String segment, boolean last, List<String> kept) {
    if (segment.equals("..")) {
      if (kept.isEmpty()) {
        throw refused("Its path leads above its root.");
      }
      kept.remove(kept.size() - 1);
    } else if (!segment.equals(".")) {
      requireNoHiddenDots(segment);
      kept.add(segment);
      return;
    }
    if (last) {
      kept.add("");
    }
  }

  private static void requireNoHiddenDots(String segment) {
    for (String part : HIDDEN_SLASH.split(segment, -1)) {
      String name = PARAMETERS.matcher(part).replaceFirst("");
      if ((name.equals(".") || name.equals("..")) && !name.equals(segment)) {
        throw refused("Its path hides a step up or none.");
      }
    }
  }
}
