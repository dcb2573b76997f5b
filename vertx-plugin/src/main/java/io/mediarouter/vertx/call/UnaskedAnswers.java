package io.mediarouter.vertx.call;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The handler that gives up a connection to a back end on which something comes that was not asked
 * for: behind an answer, or while none is waited for. Otherwise it would be the answer to who gets
 * the connection next. The end of an answer is held back until all that was read with it is known.
 */
final class UnaskedAnswers extends ChannelDuplexHandler {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL = 200;

  private final HttpConnection connection;
  private @Nullable Object end;
  private int status;
  private boolean asked;
  private boolean followed;

  /** HTTP is not spoken there any more. */
  private boolean upgraded;

  private UnaskedAnswers(HttpConnection connection) {
    this.connection = connection;
  }

  /** Looks at what comes on a connection, in front of the handler of that name. */
  static void refuse(HttpConnection connection, ChannelPipeline pipeline, String handler) {
    ChannelHandlerContext codec = pipeline.context(HttpClientCodec.class);
    if (codec != null) {
      var answers = new UnaskedAnswers(connection);
      pipeline.addBefore(codec.name(), null, answers.new Bytes());
      pipeline.addBefore(handler, null, answers);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    asked |= message instanceof HttpRequest;
    context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (end != null) {
      followed = true;
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpResponse response) {
      status = response.status().code();
      upgraded |= status == SWITCHING_PROTOCOLS;
    }
    if (message instanceof LastHttpContent && status >= FIRST_FINAL) {
      end = message;
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    handOn(context);
    context.fireChannelReadComplete();
  }

  /** What is told by the end of the connection has ended now. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    handOn(context);
    context.fireChannelInactive();
  }

  private void handOn(ChannelHandlerContext context) {
    Object held = end;
    if (held == null) {
      return;
    }
    end = null;
    asked = false;
    if (followed) {
      connection.shutdown(1, TimeUnit.SECONDS);
    }
    context.fireChannelRead(held);
  }

  /** Sees what the decoder leaves of what has come. */
  private final class Bytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (upgraded || !(message instanceof ByteBuf bytes)) {
        context.fireChannelRead(message);
      } else if (asked) {
        read(context, bytes);
      } else {
        bytes.release();
        context.close();
      }
    }

    private void read(ChannelHandlerContext context, ByteBuf bytes) {
      bytes.retain();
      try {
        context.fireChannelRead(bytes);
        followed |= end != null && bytes.isReadable();
      } finally {
        bytes.release();
      }
    }
  }
}
