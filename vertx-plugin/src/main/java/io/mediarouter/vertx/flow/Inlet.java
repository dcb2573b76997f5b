package io.mediarouter.vertx.flow;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The place where servers' answers come in from one connection, and can be stopped at once.
 *
 * <p>Vert.x counts what it has read ahead for a paused response in pieces, not in bytes, and reads
 * on until there are two dozen. With pieces as large as fast clients need, that is one and a half
 * megabytes for each client that does not read. So the connection itself is not read while the
 * response is paused; whoever reads on finds the next bytes in the system's buffers.
 *
 * <p>A connection is another request's as soon as the last piece has come in, taken or not: from
 * then on nothing stops it in the former one's name. Confined to the connection's event loop, but
 * for its static methods.
 */
public final class Inlet extends ChannelInboundHandlerAdapter {
  /** Where a connection has its own: each request asks several times. */
  private static final AttributeKey<Inlet> OF_CONNECTION =
      AttributeKey.valueOf(Inlet.class, "inlet");

  private final ChannelHandlerContext reader;
  private volatile @Nullable HttpClientRequest answered;
  private boolean interim;
  private volatile boolean used;

  private Inlet(ChannelHandlerContext reader) {
    this.reader = reader;
  }

  /** Learns that {@code request} is about to be sent, and what comes next is for it. */
  public static void expect(HttpClientRequest request) {
    ChannelHandlerContext reader = reader(request.connection());
    if (reader != null) {
      Inlet present = of(reader);
      if (present != null) {
        present.used = true;
      }
      (present == null ? before(reader) : present).answered = request;
    }
  }

  /** Whether another request has been on the connection of {@code request} before. */
  public static boolean wasUsed(HttpClientRequest request) {
    ChannelHandlerContext reader = reader(request.connection());
    Inlet inlet = of(reader);
    return inlet != null && inlet.used;
  }

  /** Null where Vert.x is another one than we know, or keeps its inner parts to itself. */
  private static @Nullable ChannelHandlerContext reader(HttpConnection connection) {
    try {
      return connection instanceof ConnectionBase base ? base.channelHandlerContext() : null;
    } catch (LinkageError hidden) {
      return null;
    }
  }

  private static @Nullable Inlet of(@Nullable ChannelHandlerContext reader) {
    return reader == null ? null : reader.channel().attr(OF_CONNECTION).get();
  }

  private static Inlet before(ChannelHandlerContext reader) {
    var inlet = new Inlet(reader);
    reader.channel().attr(OF_CONNECTION).set(inlet);
    reader.pipeline().addBefore(reader.name(), Inlet.class.getName(), inlet);
    return inlet;
  }

  /**
   * The body of an answer, of which nothing more is read from the connection while it is paused.
   */
  public static ReadStream<Buffer> stoppable(HttpClientResponse response) {
    HttpClientRequest request = response.request();
    ChannelHandlerContext reader = reader(request.connection());
    Inlet inlet = of(reader);
    return inlet == null ? response : new StoppableBody(response, request, inlet);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpResponse head) {
      interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    if (message instanceof LastHttpContent && !interim) {
      answered = null;
      reader.channel().config().setAutoRead(true);
    }
    context.fireChannelRead(message);
  }

  /** Reads on, or not, as long as it is the answer to {@code request} that is read. */
  void read(boolean on, HttpClientRequest request) {
    EventLoop loop = reader.channel().eventLoop();
    if (loop.inEventLoop()) {
      readNow(on, request);
    } else {
      loop.execute(() -> readNow(on, request));
    }
  }

  /** There is one object for each request, and it is the same one that was announced. */
  @SuppressWarnings("ReferenceEquality")
  private void readNow(boolean on, HttpClientRequest request) {
    if (answered == request) {
      reader.channel().config().setAutoRead(on);
    }
  }
}
