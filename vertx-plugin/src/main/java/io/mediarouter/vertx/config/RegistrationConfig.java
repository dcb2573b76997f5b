package io.mediarouter.vertx.config;

import io.mediarouter.farm.Authority;
import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The servers that may register themselves. Nobody by default: the proxy sends requests to whoever
 * is registered.
 *
 * @param token what they have to show; null = it is in {@code tokenFile}
 * @param tokenFile file whose first line is the token, read at each registration; null = there is
 *     none. Without token and file nobody can register
 * @param lapse for how long one that is not heard of stays in the farm, above 0
 * @param hosts where they may be: host names, addresses and networks; empty = nowhere
 */
public record RegistrationConfig(
    @Nullable String token, @Nullable String tokenFile, Duration lapse, List<String> hosts) {
  public static final Duration DEFAULT_LAPSE = Duration.ofSeconds(30);

  public static final RegistrationConfig DEFAULT =
      new RegistrationConfig(null, null, DEFAULT_LAPSE, List.of());

  public RegistrationConfig {
    Checks.positive("registration.lapse", lapse);
    hosts = List.copyOf(hosts);
  }

  /** Whether a server may be at that URL; a name only if it is listed as such. */
  public boolean allows(URI url) {
    String host = Authority.of(url).map(Authority::host).orElse("").toLowerCase(Locale.ROOT);
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return hosts.stream().anyMatch(each -> each.equalsIgnoreCase(plain) || covers(each, plain));
  }

  private static boolean covers(String network, String host) {
    try {
      return Trust.in(List.of(Network.parse(network))).covers(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** All but the token. */
  @Override
  public String toString() {
    return "RegistrationConfig[" + tokenFile + ", " + lapse + ", " + hosts + "]";
  }
}
