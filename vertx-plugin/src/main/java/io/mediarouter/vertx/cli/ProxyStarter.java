package io.mediarouter.vertx.cli;

import io.mediarouter.vertx.config.ConfigFile;

/** The factory of a running proxy of a configuration file. */
@FunctionalInterface
interface ProxyStarter {
  /**
   * Starts a proxy, and returns when it takes requests.
   *
   * @throws Exception if it cannot be started; the message is shown to the operator
   */
  RunningProxy start(ConfigFile file) throws Exception;
}
