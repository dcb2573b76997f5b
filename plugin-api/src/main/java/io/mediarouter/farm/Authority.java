package io.mediarouter.farm;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and port of a URL, also of a host with an underscore, such as Compose makes them: {@link
 * URI} takes it for no host at all.
 *
 * @param host name or address as written, an IPv6 address in brackets
 * @param port -1 where none is written
 */
public record Authority(String host, int port) {
  private static final int NO_PORT = -1;
  private static final Pattern NAME_AND_PORT =
      Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\\.?)(?::([0-9]{0,5}))?");

  /** What {@code url} says, without a user; empty if it has no host. */
  public static Optional<Authority> of(URI url) {
    return url.getHost() != null
        ? Optional.of(new Authority(url.getHost(), url.getPort()))
        : ofText(url.getRawAuthority());
  }

  private static Optional<Authority> ofText(@Nullable String written) {
    String place = written == null ? "" : written.substring(written.lastIndexOf('@') + 1);
    Matcher parts = NAME_AND_PORT.matcher(place);
    return parts.matches()
        ? Optional.of(new Authority(parts.group(1), port(parts.group(2))))
        : Optional.empty();
  }

  private static int port(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? NO_PORT : Integer.parseInt(digits);
  }

  /** The port, or that of the scheme where none is written. */
  public int portOr(int standard) {
    return port == NO_PORT ? standard : port;
  }
}
