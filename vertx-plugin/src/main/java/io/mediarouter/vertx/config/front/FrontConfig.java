package io.mediarouter.vertx.config.front;

import io.mediarouter.urgency.Trust;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;

/**
 * The settings of what the front door does with who comes, and how what is not for media goes on
 * from there.
 */
public record FrontConfig(
    @Key(
            value =
                "The proxies in front of this one, such as [10.0.0.0/8]: they are believed about"
                    + " whom they ask for, by X-Forwarded-For, Forwarded or X-Real-IP,"
                    + " X-Forwarded-Proto and X-Forwarded-Host. Those of all others are replaced.",
            absent = "none",
            as = TrustForm.class)
        Trust trustedProxies,
    @Key(
            value =
                "The field Host that the fallback gets: of its own URL (own), or as the client has"
                    + " sent it (client).",
            is = "own or client",
            absent = "own")
        FallbackHost fallbackHost,
    @Key(
            value =
                "How long the fallback may be silent before its answer, and in the middle of it.",
            absent = "60s")
        Duration fallbackTimeout) {
  public static final FrontConfig DEFAULT = RecordForm.defaults(FrontConfig.class);

  public FrontConfig {
    Checks.positive("fallbackTimeout", fallbackTimeout);
  }
}
