package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * The stand-alone proxy as a verticle: deploy one instance by its class name with the configuration
 * as its {@code config}; it listens on all event loops. Its deployment fails with a {@link
 * ConfigException} that names every key at fault.
 */
public final class MediaRouterVerticle extends VerticleBase {
  private @Nullable ProxyServer proxy;

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> MediaRoutingConfig.from(config()), false)
        .compose(config -> ProxyServer.start(vertx, config))
        .onSuccess(up -> proxy = up);
  }

  @Override
  public Future<?> stop() {
    return proxy == null ? Future.succeededFuture() : proxy.close();
  }
}
