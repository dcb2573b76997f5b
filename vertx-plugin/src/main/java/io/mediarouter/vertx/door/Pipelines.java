package io.mediarouter.vertx.door;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/** The way from a connection of Vert.x to Netty's handlers of it. */
final class Pipelines {
  private static final AttributeKey<String> PEER = AttributeKey.valueOf(Pipelines.class, "peer");

  private Pipelines() {}

  /** The last of a connection's handlers; null where Vert.x is another one than we know. */
  static @Nullable ChannelHandlerContext end(HttpConnection connection) {
    try {
      return connection instanceof ConnectionBase base ? base.channelHandlerContext() : null;
    } catch (LinkageError hidden) {
      return null;
    }
  }

  /** A connection's channel; null where Vert.x is another one than we know. */
  static @Nullable Channel channel(HttpConnection connection) {
    ChannelHandlerContext end = end(connection);
    return end == null ? null : end.channel();
  }

  /**
   * The address in numbers of who is connected, written once for all requests of a connection;
   * empty for a peer that is gone or has none.
   */
  static String peer(HttpConnection connection) {
    Channel channel = channel(connection);
    String known = channel == null ? null : channel.attr(PEER).get();
    if (known != null) {
      return known;
    }
    String found = Visit.host(connection.remoteAddress());
    if (channel != null && !found.isEmpty()) {
      channel.attr(PEER).set(found);
    }
    return found;
  }
}
