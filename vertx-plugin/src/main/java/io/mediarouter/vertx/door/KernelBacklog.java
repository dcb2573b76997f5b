package io.mediarouter.vertx.door;

import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.io.FileDescriptor;
import java.lang.reflect.Method;
import java.nio.channels.SelectableChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound of what the kernel takes of a client's answers before it can send it: 128 KiB of each
 * connection beside what is on its way. Without it a client that hardly reads has the kernel hold
 * megabytes, and a thousand of them all of its memory for TCP, which is then missing to those who
 * read. Who reads fast is not slowed down: what is on its way is not counted.
 *
 * <p>Linux alone has it (TCP_NOTSENT_LOWAT), and the JDK does not show it: it is reached where
 * {@code java.base/sun.nio.ch} is open, as Hazelcast wants it too. Elsewhere nothing is done.
 */
public final class KernelBacklog implements Step {
  /** Waiting bytes of one connection. */
  static final int MOST_BYTES = 128 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(KernelBacklog.class);
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NOTSENT_LOWAT = 25;
  private static final @Nullable Sockets SOCKETS = Sockets.find();

  /** The JDK's own way to a socket's options. */
  private record Sockets(Method descriptor, Method set) {
    static @Nullable Sockets find() {
      String system = System.getProperty("os.name", "");
      if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
        return null;
      }
      try {
        Method descriptor = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFD");
        Class<?> net = Class.forName("sun.nio.ch.Net");
        Method set =
            net.getDeclaredMethod(
                "setIntOption0",
                FileDescriptor.class,
                boolean.class,
                int.class,
                int.class,
                int.class,
                boolean.class);
        descriptor.setAccessible(true);
        set.setAccessible(true);
        return new Sockets(descriptor, set);
      } catch (ReflectiveOperationException | RuntimeException closed) {
        LOG.debug("What the kernel holds for slow clients is not bounded", closed);
        return null;
      }
    }

    void bound(SelectableChannel channel) {
      try {
        set.invoke(
            null,
            descriptor.invoke(channel),
            false,
            IPPROTO_TCP,
            TCP_NOTSENT_LOWAT,
            MOST_BYTES,
            false);
      } catch (ReflectiveOperationException | RuntimeException gone) {
        LOG.debug("Not bounded: {}", channel, gone);
      }
    }
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    next.handle(visit);
  }

  @Override
  public void opened(HttpConnection connection) {
    Sockets sockets = SOCKETS;
    Channel channel = Pipelines.channel(connection);
    if (sockets != null
        && channel != null
        && channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio) {
      sockets.bound(nio.ch());
    }
  }
}
