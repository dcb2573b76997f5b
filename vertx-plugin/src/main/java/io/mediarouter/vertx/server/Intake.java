package io.mediarouter.vertx.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The count of what a client has taken of the bytes that wait for it on an HTTP/1 connection, down
 * to those that lie in the kernel. Confined to the connection's event loop; looked at again and
 * again while bytes wait.
 */
final class Intake {
  private static final int LOOKS = 3;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Channel channel;
  private final SendQueues queues;
  private final String name;
  private long handedOn = -1;
  private long taken = UNKNOWN;
  private long lookNumber;
  private long movedAtNanos;
  private int looksSince;
  private long limitSeconds = -1;

  private Intake(Channel channel, SendQueues queues, String name, long nowNanos) {
    this.channel = channel;
    this.queues = queues;
    this.name = name;
    this.movedAtNanos = nowNanos;
    this.lookNumber = queues.lookNumber();
  }

  /** That of a connection; null where it cannot be told. */
  static @Nullable Intake of(HttpConnection connection, SendQueues queues, long nowNanos) {
    return connection instanceof ConnectionBase base
            && base.channel().localAddress() instanceof InetSocketAddress local
            && base.channel().remoteAddress() instanceof InetSocketAddress remote
        ? new Intake(base.channel(), queues, SendQueues.nameOf(local, remote), nowNanos)
        : null;
  }

  /**
   * Looks again.
   *
   * @param written bytes of answers that were written to the connection
   */
  void look(long written, long nowNanos) {
    long now = written - waitingBytes(channel);
    if (now != handedOn) {
      handedOn = now;
      moved(nowNanos);
    } else if (queues.lookNumber() != lookNumber) {
      looksSince++;
      take(now - queues.bytesOf(name), nowNanos);
    }
    lookNumber = queues.lookNumber();
  }

  private void take(long bytes, long nowNanos) {
    if (bytes != taken) {
      taken = bytes;
      moved(nowNanos);
    }
  }

  private void moved(long nowNanos) {
    movedAtNanos = nowNanos;
    looksSince = 0;
  }

  /** Bytes that wait on a connection until the kernel takes them. */
  static long waitingBytes(HttpConnection connection) {
    return connection instanceof ConnectionBase base ? waitingBytes(base.channel()) : 0;
  }

  private static long waitingBytes(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /** Whether it is known by now what the client acknowledges. */
  boolean isKnown() {
    return taken != UNKNOWN;
  }

  /** Bytes that the client has acknowledged, but for a constant. */
  long taken() {
    return taken;
  }

  /** Whether this is what tells that a client is idle, and nothing else. */
  boolean isJudging() {
    return limitSeconds >= 0;
  }

  /** Is what tells it from now on, instead of a limit of so many seconds. */
  void judgeInPlaceOf(long seconds) {
    limitSeconds = seconds;
  }

  /** The limit in whose place it judges. */
  long limitSeconds() {
    return limitSeconds;
  }

  /** Closes the connection at once: as Vert.x closes it, what waits is sent before. */
  void cut() {
    ChannelHandlerContext outermost = channel.pipeline().firstContext();
    if (outermost != null) {
      outermost.close();
    }
  }

  /** Whether the client has taken nothing for so long, and some looks have shown it. */
  boolean isStill(long nowNanos, Duration idle) {
    return looksSince >= LOOKS && nowNanos - movedAtNanos > idle.toNanos();
  }
}
