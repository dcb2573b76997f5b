package io.mediarouter.vertx.door;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What takes the connections of a server, and has each be looked at from its first byte on. */
final class Listener extends ChannelInboundHandlerAdapter {
  private static final String BOUND = "bindFuture";

  /** What servers of Vert.x call the one that they hand their part to. */
  private static final List<String> INNER = List.of("server", "tcpServer", "actualServer");

  private Listener() {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel connection) {
      connection.pipeline().addFirst(new HeadWatch());
    }
    context.fireChannelRead(message);
  }

  /** Completes when all that it takes from now on is looked at. */
  static Future<Void> attend(Channel channel) {
    Promise<Void> attended = Promise.promise();
    // Elsewhere, a handler that is added is passed over for a while.
    channel
        .eventLoop()
        .execute(
            () -> {
              if (channel.pipeline().get(Listener.class) == null) {
                channel.pipeline().addFirst(new Listener());
              }
              attended.complete();
            });
    return attended.future();
  }

  /** Where a server listens; empty where Vert.x is another one than we know. */
  static Optional<Channel> of(HttpServer server) {
    try {
      return Optional.ofNullable(bound(server));
    } catch (ReflectiveOperationException | RuntimeException hidden) {
      return Optional.empty();
    }
  }

  private static @Nullable Channel bound(Object server) throws ReflectiveOperationException {
    if (value(server, BOUND) instanceof Future<?> bind) {
      return bind.result() instanceof Channel channel ? channel : null;
    }
    for (String name : INNER) {
      Object inner = value(server, name);
      if (inner != null && inner != server) {
        return bound(inner);
      }
    }
    return null;
  }

  private static @Nullable Object value(Object owner, String name)
      throws ReflectiveOperationException {
    for (Field field : owner.getClass().getDeclaredFields()) {
      if (field.getName().equals(name)) {
        field.setAccessible(true);
        return field.get(owner);
      }
    }
    return null;
  }
}
