package io.mediarouter.vertx.server;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * The limit to how long a client's connection may be without a byte in either direction: short as a
 * rule, but longer than the fallback may be silent while a client waits for it.
 */
final class IdleLimit {
  /** As Vert.x calls it. */
  private static final String HANDLER = "idle";

  private IdleLimit() {}

  /** Sets it to {@code seconds}, 0 = none, on the connection's event loop. */
  static void set(HttpConnection connection, long seconds) {
    if (connection instanceof ConnectionBase base) {
      ChannelPipeline pipeline = base.channel().pipeline();
      if (pipeline.get(HANDLER) != null) {
        var longer = new IdleStateHandler(0, 0, seconds, TimeUnit.SECONDS);
        pipeline.replace(HANDLER, HANDLER, longer);
      }
    }
  }

  /** What it is now, seconds; 0 = none. */
  static long of(HttpConnection connection) {
    return connection instanceof ConnectionBase base
            && base.channel().pipeline().get(HANDLER) instanceof IdleStateHandler handler
        ? TimeUnit.MILLISECONDS.toSeconds(handler.getAllIdleTimeInMillis())
        : 0;
  }
}
