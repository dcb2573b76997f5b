package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Texts;

/**
 * The settings of where supervisors, balancers and Prometheus ask the stand-alone proxy without a
 * token.
 */
public record ProbesConfig(
    @Key(
            value = "Address to listen on.",
            is = Texts.HOST,
            pattern = Texts.HOST_PATTERN,
            absent = "127.0.0.1")
        String host,
    @Key(value = "Port to listen on. 0: any free one.", absent = "8082", range = "0..65535")
        int port) {
  public ProbesConfig {
    Checks.port("probes.port", port, 0);
  }
}
