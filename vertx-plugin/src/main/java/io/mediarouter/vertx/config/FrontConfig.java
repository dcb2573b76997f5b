package io.mediarouter.vertx.config;

import io.mediarouter.urgency.Trust;
import java.time.Duration;

/**
 * What the front door does with who comes, and how what is not for media goes on from there.
 *
 * @param trustedProxies the peers that are believed about whom they ask for
 * @param proxyProtocol whether each connection has to begin with who it is for, as the PROXY
 *     protocol, version 1 or 2, tells it; then only trusted proxies may connect
 * @param fallbackHost whose host the fallback is asked for
 * @param fallbackTimeout how long the fallback may be silent: before its answer, and in the middle
 *     of it, above 0
 */
public record FrontConfig(
    Trust trustedProxies,
    boolean proxyProtocol,
    FallbackHost fallbackHost,
    Duration fallbackTimeout) {
  public static final Duration DEFAULT_FALLBACK_TIMEOUT = Duration.ofSeconds(60);

  public static final FrontConfig DEFAULT =
      new FrontConfig(Trust.NOBODY, false, FallbackHost.OWN, DEFAULT_FALLBACK_TIMEOUT);

  public FrontConfig {
    Checks.positive("fallbackTimeout", fallbackTimeout);
    Checks.require(
        !proxyProtocol || !trustedProxies.networks().isEmpty(),
        "listen.proxyProtocol",
        "true",
        "the networks of those who speak it in trustedProxies, or false");
  }

  static FrontConfig read(Section root) {
    return root.checked(
        () ->
            new FrontConfig(
                TrustReader.read(root, "trustedProxies"),
                root.section("listen").flag("proxyProtocol", false),
                FallbackHost.of(root.text("fallbackHost", FallbackHost.OWN.token())),
                root.duration("fallbackTimeout", DEFAULT_FALLBACK_TIMEOUT)),
        DEFAULT);
  }
}
