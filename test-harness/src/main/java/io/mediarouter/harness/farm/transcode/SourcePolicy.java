package io.mediarouter.harness.farm.transcode;

import io.mediarouter.farm.Authority;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that sources may have: those under one of the allowed prefixes. Compared part by
 * part, so that neither {@code http://allowed@evil}, {@code http://allowed.evil} nor {@code
 * /allowed/../secret} slips through.
 */
public final class SourcePolicy {
  private final List<URI> allowed;

  /**
   * @param allowed http or https prefixes such as {@code http://127.0.0.1:8080/media/}; empty
   *     refuses everything
   * @throws IllegalArgumentException if a prefix is no plain http(s) address
   */
  public SourcePolicy(List<URI> allowed) {
    for (URI prefix : allowed) {
      if (!plain(prefix) || prefix.getRawQuery() != null) {
        throw new IllegalArgumentException(
            "allowed source: " + prefix + " (expected: a prefix such as http://host:port/path/)");
      }
    }
    this.allowed = List.copyOf(allowed);
  }

  URI check(@Nullable String source) throws TranscodeFailure {
    if (source == null || source.isEmpty()) {
      throw refused("source: missing (expected: the http address of the source)");
    }
    URI address = parse(source);
    if (!plain(address) || allowed.stream().noneMatch(prefix -> covers(prefix, address))) {
      throw refused("source: not allowed here (expected: an address under an allowed prefix)");
    }
    return address;
  }

  private static URI parse(String source) throws TranscodeFailure {
    try {
      return new URI(source);
    } catch (URISyntaxException e) {
      throw refused("source: malformed (expected: an http address)");
    }
  }

  private static boolean plain(URI address) {
    String scheme = address.getScheme();
    String path = address.getPath();
    return ("http".equals(scheme) || "https".equals(scheme))
        && Authority.of(address).isPresent()
        && address.getRawAuthority().indexOf('@') < 0
        && address.getRawFragment() == null
        && path != null
        && climbsNowhere(path);
  }

  private static boolean climbsNowhere(String decodedPath) {
    return decodedPath.indexOf('\0') < 0
        && List.of(decodedPath.split("[/\\\\]", -1)).stream()
            .noneMatch(part -> part.equals("..") || part.equals("."));
  }

  private static boolean covers(URI prefix, URI address) {
    String base =
        prefix.getRawPath().endsWith("/") ? prefix.getRawPath() : prefix.getRawPath() + "/";
    return prefix.getScheme().equals(address.getScheme())
        && host(prefix).equals(host(address))
        && port(prefix) == port(address)
        && address.getRawPath().startsWith(base);
  }

  private static String host(URI address) {
    return Authority.of(address).orElseThrow().host().toLowerCase(Locale.ROOT);
  }

  private static int port(URI address) {
    return Authority.of(address)
        .orElseThrow()
        .portOr("https".equals(address.getScheme()) ? 443 : 80);
  }

  private static TranscodeFailure refused(String message) {
    return new TranscodeFailure(Reason.SOURCE_REFUSED, message);
  }
}
