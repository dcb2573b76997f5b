package io.mediarouter.vertx.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.TimeUnit;

/**
 * The end of an HTTP/1 connection whose client has not sent all that it wanted: nothing more is
 * sent, and what still comes is read and dropped for a while. Closed at once, the connection would
 * be reset, and the answer before that lost (RFC 9112, section 9.6).
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
  private static final long LONGEST_SECONDS = 5;
  private static final long MOST_BYTES = 16L << 20;

  private long dropped;

  private LingeringClose() {}

  /** Closes {@code connection}, whose last answer has been handed on, on its event loop. */
  static void begin(HttpConnection connection) {
    Channel channel = Pipelines.channel(connection);
    if (channel instanceof DuplexChannel both && channel.isActive()) {
      channel.pipeline().addFirst(new LingeringClose());
      endOutput(both);
      channel.config().setAutoRead(true);
    } else {
      connection.close();
    }
  }

  private static void endOutput(DuplexChannel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(told -> channel.shutdownOutput());
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.executor().schedule(() -> context.close(), LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    dropped += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    ReferenceCountUtil.release(message);
    if (dropped > MOST_BYTES) {
      context.close();
    }
  }
}
