package io.mediarouter.vertx.config.front;

import io.mediarouter.farm.Authority;
import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The servers that may register themselves. Nobody by default: the proxy sends requests to whoever
 * is registered.
 */
public record RegistrationConfig(
    @Key(
            value = "What they have to show.",
            is = "a text of at least 16 characters",
            pattern = ".{16}",
            example = "a secret that they show",
            secret = true)
        @Nullable String token,
    @Key(
            value =
                "The file whose first line is the token, instead of token; read at each"
                    + " registration.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/run/secrets/registration")
        @Nullable String tokenFile,
    @Key(value = "For how long a server that is not heard of stays in the farm.", absent = "30s")
        Duration lapse,
    @Key(
            value =
                "Where they may be, such as [10.0.0.0/8]; the proxy sends requests there. Empty:"
                    + " nowhere.",
            is = "a list of hosts and networks",
            each = "a host name, an address, or a network such as 10.0.0.0/8",
            pattern = "^[A-Za-z0-9.:/-]+$",
            absent = "[]")
        List<String> hosts) {
  public static final RegistrationConfig DEFAULT = RecordForm.defaults(RegistrationConfig.class);

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
