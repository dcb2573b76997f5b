package io.mediarouter.vertx.call;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The handler that drops the interim answers of a back end that Vert.x's client does not know (RFC
 * 9110, section 15.2): it would take them for final ones, and the real one for that to the next
 * request. A connection on which a body may come that must not be there is used no more.
 */
final class InterimAnswers extends ChannelInboundHandlerAdapter {
  /** As Vert.x calls what takes the answers. */
  private static final String HANDLER = "handler";

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int EARLY_HINTS = 103;
  private static final int FIRST_FINAL = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private boolean dropping;

  private InterimAnswers() {}

  /** Drops those of a connection that has been opened; called on its event loop. */
  static void drop(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelPipeline pipeline = base.channel().pipeline();
      if (pipeline.get(HANDLER) != null) {
        pipeline.addBefore(HANDLER, "interim", new InterimAnswers());
        UnaskedAnswers.refuse(connection, pipeline, HANDLER);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpResponse response) {
      dropping = isUnknown(response.status().code());
      if (mayBeFollowedByABody(response)) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
    }
    if (!dropping) {
      context.fireChannelRead(message);
      return;
    }
    dropping = !(message instanceof LastHttpContent);
    ReferenceCountUtil.release(message);
  }

  private static boolean isUnknown(int status) {
    return status > SWITCHING_PROTOCOLS && status < FIRST_FINAL && status != EARLY_HINTS;
  }

  /** The body that must not be there would be taken for the beginning of the next answer. */
  private static boolean mayBeFollowedByABody(HttpResponse response) {
    int status = response.status().code();
    String length = response.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return (status == NO_CONTENT || status == NOT_MODIFIED)
        && ((length != null && !length.equals("0"))
            || response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING));
  }
}
