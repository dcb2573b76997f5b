package io.mediarouter.vertx.cli;

import io.mediarouter.vertx.config.MediaRoutingConfig;

/** What makes a running proxy of a configuration. */
@FunctionalInterface
interface ProxyStarter {
  /**
   * Starts a proxy, and returns when it takes requests.
   *
   * @return what ends the proxy, and returns when it has ended
   * @throws Exception if it cannot be started; the message is shown to the operator
   */
  AutoCloseable start(MediaRoutingConfig config) throws Exception;
}
