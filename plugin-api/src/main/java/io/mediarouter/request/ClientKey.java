package io.mediarouter.request;

import io.mediarouter.Sha256;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key that tells clients apart, so that they are treated fairly: their addresses, or what a
 * front of ours says of them in a header field, a cookie or a query parameter. Whoever does not
 * have that is known by the address.
 *
 * @param kind where it stands
 * @param name of the field, cookie or parameter; empty for the address
 */
public record ClientKey(Kind kind, String name) {
  /** Where something about a client stands. */
  public enum Kind {
    ADDRESS,
    HEADER,
    COOKIE,
    QUERY;

    String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The address. */
  public static final ClientKey ADDRESS = new ClientKey(Kind.ADDRESS, "");

  /** How it is written. */
  public static final String FORM = "address, header:NAME, cookie:NAME or query:NAME";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
  private static final int DIGEST_DIGITS = 24;

  /** Reads what is written as {@link #FORM} says; empty if it is not. */
  public static Optional<ClientKey> parse(String text) {
    if (text.equals("address")) {
      return Optional.of(ADDRESS);
    }
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    for (Kind kind : Kind.values()) {
      boolean meant = colon > 0 && kind.token().equals(text.substring(0, colon));
      if (meant && kind != Kind.ADDRESS && NAME.matcher(name).matches()) {
        return Optional.of(new ClientKey(kind, name));
      }
    }
    return Optional.empty();
  }

  /**
   * Who asks. What is not an address is told by a digest of it, since it may be a secret.
   *
   * @param query the parameters of the query; the one that is meant is taken out
   */
  String of(RequestHead head, Map<String, String> query) {
    String value =
        switch (kind) {
          case ADDRESS -> null;
          case HEADER -> head.header(name).orElse(null);
          case COOKIE -> head.header("Cookie").map(this::cookie).orElse(null);
          case QUERY -> query.remove(name);
        };
    return value == null || value.isEmpty() ? head.client() : kind.token() + ":" + digest(value);
  }

  private @Nullable String cookie(String field) {
    for (String pair : field.split("[;,]", -1)) {
      String trimmed = pair.trim();
      if (trimmed.startsWith(name + "=")) {
        return trimmed.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static String digest(String value) {
    return Sha256.hex(value).substring(0, DIGEST_DIGITS);
  }
}
