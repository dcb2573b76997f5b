package io.mediarouter.vertx.proxy.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Range} of a request in the one form that every server understands (RFC 9110, section
 * 14.2): lower-case unit, no spaces, offsets below 10^18. A field that is none, or in another unit,
 * does not count.
 */
public final class RangeField {
  /** More than a player asks for; each costs a server a part of its own. */
  private static final int MOST_PARTS = 64;

  private static final String LARGEST = "999999999999999999";
  private static final Pattern PART = Pattern.compile("(\\d*)-(\\d*)");

  private RangeField() {}

  /** The field's usual form; null if all is to be sent. */
  public static @Nullable String canonical(@Nullable String field) {
    if (field == null) {
      return null;
    }
    int equals = field.indexOf('=');
    if (equals < 0 || !field.substring(0, equals).strip().equalsIgnoreCase("bytes")) {
      return null;
    }
    List<String> parts = parts(field.substring(equals + 1));
    return parts.isEmpty() || parts.size() > MOST_PARTS ? null : "bytes=" + String.join(",", parts);
  }

  /** Empty elements of a list are left out; one that is none makes all of it void. */
  private static List<String> parts(String set) {
    var parts = new ArrayList<String>();
    for (String each : set.split(",", -1)) {
      String part = each.strip();
      String known = part.isEmpty() ? "" : part(part);
      if (known == null) {
        return List.of();
      }
      if (!known.isEmpty()) {
        parts.add(known);
      }
    }
    return parts;
  }

  private static @Nullable String part(String part) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches() || part.length() == 1) {
      return null;
    }
    String first = bounded(matcher.group(1));
    String last = bounded(matcher.group(2));
    boolean isBackwards =
        !first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first);
    return isBackwards ? null : first + "-" + last;
  }

  private static String bounded(String digits) {
    String number = digits.replaceFirst("^0+(?=\\d)", "");
    return number.length() > LARGEST.length() ? LARGEST : number;
  }
}
