package io.mediarouter.vertx.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Settings;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.function.LongSupplier;

/**
 * The bound of what an HTTP/2 client sends besides requests and their bodies, each frame of which
 * costs us something and brings it nothing: PING, SETTINGS, WINDOW_UPDATE, PRIORITY, GOAWAY,
 * unknown frames and DATA without bytes. Who sends too many is sent GOAWAY with ENHANCE_YOUR_CALM,
 * and the connection is closed. Vert.x bounds RST_STREAM, CONTINUATION and consecutive empty DATA
 * by itself.
 */
public final class ControlFrames implements Step {
  private final LongSupplier nanoTime;

  /**
   * A bound.
   *
   * @param nanoTime of durations, nanoseconds
   */
  public ControlFrames(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    next.handle(visit);
  }

  /** Does nothing with HTTP/1.1, or where Vert.x is another one than we know. */
  @Override
  public void opened(HttpConnection connection) {
    ChannelHandlerContext context = Pipelines.end(connection);
    if (context != null && context.handler() instanceof Http2ConnectionHandler handler) {
      var budget = new FrameBudget(nanoTime);
      Http2ConnectionDecoder decoder = handler.decoder();
      decoder.frameListener(new Counted(decoder.frameListener(), budget));
      String name = ControlFrames.class.getName();
      context.pipeline().addBefore(context.name(), name, new Sent(budget));
    }
  }

  /** What counts them. Confined to the connection's event loop. */
  private static final class Counted extends Http2FrameListenerDecorator {
    private final FrameBudget budget;

    Counted(Http2FrameListener listener, FrameBudget budget) {
      super(listener);
      this.budget = budget;
    }

    private void count(String what) throws Http2Exception {
      if (!budget.tryTake()) {
        throw Http2Exception.connectionError(
            Http2Error.ENHANCE_YOUR_CALM, "too many frames without use, the last one %s", what);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean ends)
        throws Http2Exception {
      if (!ends && !data.isReadable()) {
        count("DATA");
      }
      return super.onDataRead(context, stream, data, padding, ends);
    }

    @Override
    public void onPriorityRead(
        ChannelHandlerContext context, int stream, int dependency, short weight, boolean exclusive)
        throws Http2Exception {
      count("PRIORITY");
      super.onPriorityRead(context, stream, dependency, weight, exclusive);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
        throws Http2Exception {
      count("SETTINGS");
      super.onSettingsRead(context, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
      count("SETTINGS");
      super.onSettingsAckRead(context);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
      count("PING");
      super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
      count("PING");
      super.onPingAckRead(context, data);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment)
        throws Http2Exception {
      count("WINDOW_UPDATE");
      super.onWindowUpdateRead(context, stream, increment);
    }

    @Override
    public void onGoAwayRead(
        ChannelHandlerContext context, int lastStream, long error, ByteBuf debug)
        throws Http2Exception {
      count("GOAWAY");
      super.onGoAwayRead(context, lastStream, error, debug);
    }

    @Override
    public void onUnknownFrame(
        ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
        throws Http2Exception {
      count("of an unknown type");
      super.onUnknownFrame(context, type, stream, flags, payload);
    }
  }

  /** Tells how much is sent to the client, which has to say what it took of it. */
  private static final class Sent extends ChannelOutboundHandlerAdapter {
    private final FrameBudget budget;

    Sent(FrameBudget budget) {
      this.budget = budget;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf bytes) {
        budget.sent(bytes.readableBytes());
      }
      context.write(message, promise);
    }
  }
}
