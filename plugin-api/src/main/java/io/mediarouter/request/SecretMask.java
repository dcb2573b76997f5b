package io.mediarouter.request;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hider of secrets in what is logged: of values of parameters with the names of tokens and
 * signatures, also in a URL that is a parameter's value, and of users and passwords in URLs.
 *
 * <p>Names are compared in any case and decoded: {@code token}, {@code sig}, {@code signature},
 * {@code CMCD}, all that begin with {@code X-Amz-}, and those that were configured.
 */
public final class SecretMask {
  /** What stands in place of a secret. */
  public static final String HIDDEN = "***";

  private static final Set<String> NAMES = Set.of("token", "sig", "signature", "cmcd");
  private static final String START = "x-amz-";

  /** A name and what follows it; either may be encoded once or twice more, inside another value. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<=^|[?&;#\\s\"'<(,\\[{]|%3F|%26|%3B|%253F|%2526)"
              + "([^=&;?#\\s\"'<>(,\\[{]{1,64}?)(=|%3D|%253D)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PLAIN_END = Pattern.compile("[&\\s\"'<>#]");
  private static final Pattern ENCODED_END =
      Pattern.compile("[&\\s\"'<>#]|%26|%23|%2526|%2523", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#@\\s\"'<>]+@");

  /** Hides what is secret everywhere. */
  public static final SecretMask DEFAULT = new SecretMask(Set.of());

  private final Set<String> names;

  /** A mask that also hides the values of {@code further} names. */
  public SecretMask(Collection<String> further) {
    var all = new HashSet<>(NAMES);
    further.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    names = Set.copyOf(all);
  }

  /** The same, hiding those of {@code further} names too. */
  public SecretMask and(Collection<String> further) {
    var all = new HashSet<>(names);
    all.addAll(further);
    return new SecretMask(all);
  }

  /** A request target, or any text, without the secrets in it. */
  public String hide(String text) {
    String safe = text.indexOf('@') < 0 ? text : USER.matcher(text).replaceAll(HIDDEN + "@");
    return safe.indexOf('=') < 0 && !safe.contains("%3") && !safe.contains("%253")
        ? safe
        : hideValues(safe);
  }

  private String hideValues(String text) {
    Matcher name = NAME.matcher(text);
    StringBuilder safe = null;
    int copied = 0;
    for (int at = 0; at < text.length() && name.find(at); ) {
      at = name.end();
      if (isSecret(name.group(1))) {
        safe = safe == null ? new StringBuilder(text.length()) : safe;
        safe.append(text, copied, at).append(HIDDEN);
        at = end(text, at, name.group(2).length() > 1);
        copied = at;
      }
    }
    return safe == null ? text : safe.append(text, copied, text.length()).toString();
  }

  private static int end(String text, int from, boolean encoded) {
    Matcher end = (encoded ? ENCODED_END : PLAIN_END).matcher(text);
    return end.find(from) ? end.start() : text.length();
  }

  private boolean isSecret(String written) {
    String name = decoded(written).toLowerCase(Locale.ROOT);
    return names.contains(name) || name.startsWith(START);
  }

  /** What cannot be decoded is a name as it stands. */
  private static String decoded(String name) {
    String plain = name;
    try {
      for (int depth = 0; depth < 3 && plain.indexOf('%') >= 0; depth++) {
        plain = PercentDecoder.decode(plain);
      }
    } catch (ProblemException malformed) {
      return plain;
    }
    return plain;
  }
}
