package io.mediarouter.vertx.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the decoder of an HTTP/1 connection and looks at the bytes themselves. Where a
 * {@link HeadScanner} finds a flaw, the decoder gets the field {@link #FIELD} in its place, by
 * which the guard knows that request, and nothing more: requests before it are served, and none
 * after it.
 *
 * <p>Where HTTP/2 is spoken without TLS, too, Vert.x tells of a connection only when its first head
 * has been decoded. If its {@link Listener} was not attended by then, that head is looked at as far
 * as it still lies with the decoder, and the further connections of the same listener are looked at
 * from their first byte on.
 */
final class HeadWatch extends ChannelDuplexHandler {
  /** Its value is the flaw that was found. */
  static final CharSequence FIELD = FieldNames.of("media-router-refused");

  private static final AttributeKey<HeadScanner.Flaw> FLAW =
      AttributeKey.valueOf(HeadWatch.class, "flaw");

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How the PROXY protocol begins, in its versions 1 and 2. */
  private static final byte[] ANNOUNCED_AS_TEXT = "PROXY ".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] ANNOUNCED =
      "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
  private static final int ANNOUNCED_HEAD = 16;

  private static final String UPGRADE_TO_HTTP2 = "h2c";
  private static final String PROXY_PROTOCOL = "HAProxyMessage";

  private final HeadScanner scanner = new HeadScanner();
  private @Nullable Announcement announcement;
  private @Nullable ChannelHandlerContext decoder;
  private int matched;
  private boolean begun;
  private boolean scanned;
  private boolean ended;

  /** HTTP/2 was begun, and then was not: the decoder refuses its version. */
  private boolean foreign;

  /** Has a connection's heads be looked at, if it is one of HTTP/1. */
  static void watch(HttpConnection connection) {
    ChannelHandlerContext end = Pipelines.end(connection);
    ChannelHandlerContext decoder =
        end == null ? null : end.pipeline().context(HttpRequestDecoder.class);
    if (decoder != null) {
      watch(decoder);
    } else if (end != null && !isSecured(end.pipeline())) {
      follow(end.channel().parent());
    }
  }

  private static boolean isSecured(ChannelPipeline pipeline) {
    return pipeline.get(SslHandler.class) != null || pipeline.get(SniHandler.class) != null;
  }

  /** What comes is no heads then; another one is where they are, once that is known. */
  private boolean isBeforeTls(ChannelHandlerContext context) {
    boolean behind = false;
    for (Map.Entry<String, ChannelHandler> each : context.pipeline()) {
      ChannelHandler handler = each.getValue();
      if (behind && (handler instanceof SslHandler || handler instanceof SniHandler)) {
        return true;
      }
      behind |= handler == this;
    }
    return false;
  }

  private static void follow(@Nullable Channel listener) {
    if (listener != null && listener.pipeline().get(Listener.class) == null) {
      Listener.attend(listener);
    }
  }

  private static void watch(ChannelHandlerContext decoder) {
    ChannelPipeline pipeline = decoder.pipeline();
    HeadWatch watch = pipeline.get(HeadWatch.class);
    if (watch == null) {
      watch = new HeadWatch();
      pipeline.addBefore(decoder.name(), null, watch);
    }
    if (pipeline.get(UPGRADE_TO_HTTP2) != null && !watch.begun) {
      watch.lookBack(decoder);
      follow(decoder.channel().parent());
    }
  }

  /** What was found in what had been decoded before it was looked at; null = nothing. */
  static HeadScanner.@Nullable Flaw flaw(HttpConnection connection) {
    ChannelHandlerContext end = Pipelines.end(connection);
    return end == null ? null : end.channel().attr(FLAW).get();
  }

  /** Looks at what the decoder has already, be it decoded or not. */
  private void lookBack(ChannelHandlerContext decoder) {
    ByteBuf held = held((ByteToMessageDecoder) decoder.handler());
    int from = firstOfRequests(held);
    begun = true;
    scanned = true;
    matched = -1;
    if (scanner.read(held, from, held.writerIndex()) >= 0) {
      ended = true;
      decoder.channel().attr(FLAW).set(scanner.flaw());
    }
  }

  /** Behind what the PROXY protocol has told in the same bytes. */
  private static int firstOfRequests(ByteBuf held) {
    int end = held.writerIndex();
    if (begins(held, ANNOUNCED_AS_TEXT)) {
      return held.indexOf(0, end, (byte) '\n') + 1;
    }
    return begins(held, ANNOUNCED)
        ? Math.min(end, ANNOUNCED_HEAD + held.getUnsignedShort(ANNOUNCED_HEAD - 2))
        : 0;
  }

  private static boolean begins(ByteBuf held, byte[] with) {
    return held.writerIndex() >= ANNOUNCED_HEAD
        && ByteBufUtil.equals(held, 0, Unpooled.wrappedBuffer(with), 0, with.length);
  }

  /** Netty shows it to decoders only. */
  private static ByteBuf held(ByteToMessageDecoder decoder) {
    try {
      Method held = ByteToMessageDecoder.class.getDeclaredMethod("internalBuffer");
      held.setAccessible(true);
      return (ByteBuf) held.invoke(decoder);
    } catch (ReflectiveOperationException | RuntimeException hidden) {
      return Unpooled.EMPTY_BUFFER;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    if (!begun && isBeforeTls(context)) {
      context.pipeline().remove(this);
      context.fireChannelRead(message);
      return;
    }
    int from = behindAnnouncement(context, bytes);
    if (from == bytes.writerIndex() && !ended) {
      context.fireChannelRead(message);
    } else if (isOver(context, bytes, from)) {
      context.pipeline().remove(this);
      context.fireChannelRead(message);
    } else if (ended) {
      bytes.release();
    } else {
      look(context, bytes, from);
    }
  }

  /**
   * Sends what waits before: Vert.x 5.0 tells of a malformed body, and closes before the answer to
   * that is flushed. An end that lingers is not cut short.
   */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    context.flush();
    if (context.pipeline().get(LingeringClose.class) == null) {
      context.close(promise);
    } else {
      context.channel().closeFuture().addListener(closed -> promise.trySuccess());
    }
  }

  /** The index of what is no more part of what the PROXY protocol tells, where it is spoken. */
  private int behindAnnouncement(ChannelHandlerContext context, ByteBuf bytes) {
    if (!begun) {
      begun = true;
      announcement = isAnnounced(context) ? new Announcement() : null;
    }
    return announcement == null || announcement.isOver()
        ? bytes.readerIndex()
        : announcement.read(bytes, bytes.readerIndex(), bytes.writerIndex());
  }

  private static boolean isAnnounced(ChannelHandlerContext context) {
    for (Map.Entry<String, ?> handler : context.pipeline()) {
      if (handler.getValue().getClass().getSimpleName().startsWith(PROXY_PROTOCOL)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is HTTP/2 that is spoken, or a WebSocket. */
  private boolean isOver(ChannelHandlerContext context, ByteBuf bytes, int from) {
    return scanned && !hasDecoder(context) || isPreface(bytes, from);
  }

  /** Looked for once: the pipeline is asked by walking along it. */
  private boolean hasDecoder(ChannelHandlerContext context) {
    ChannelHandlerContext known = decoder;
    if (known == null || known.isRemoved()) {
      known = context.pipeline().context(HttpRequestDecoder.class);
      decoder = known;
    }
    return known != null;
  }

  /** What was taken for its begin, and is not, is read late. */
  private boolean isPreface(ByteBuf bytes, int from) {
    int i = from;
    while (matched >= 0 && matched < PREFACE.length && i < bytes.writerIndex()) {
      if (bytes.getByte(i++) == PREFACE[matched]) {
        matched++;
      } else {
        int before = matched - (i - 1 - from);
        foreign = scanner.read(Unpooled.wrappedBuffer(PREFACE), 0, before) >= 0;
        matched = -1;
      }
    }
    return foreign || matched == PREFACE.length;
  }

  private void look(ChannelHandlerContext context, ByteBuf bytes, int from) {
    boolean undecided = matched > 0;
    scanned = !undecided;
    int flawed = undecided ? -1 : scanner.read(bytes, from, bytes.writerIndex());
    if (flawed < 0) {
      context.fireChannelRead(bytes);
      return;
    }
    ended = true;
    ByteBuf before = bytes.readRetainedSlice(flawed - bytes.readerIndex());
    bytes.release();
    context.fireChannelRead(before);
    if (scanner.flaw() == HeadScanner.Flaw.CHUNK
        && context.pipeline().get(UPGRADE_TO_HTTP2) != null) {
      // As one of HTTP/2, the request would end with what has come.
      context.close();
      return;
    }
    context.fireChannelRead(Unpooled.copiedBuffer(instead(), StandardCharsets.US_ASCII));
  }

  /** What makes the decoder end the head, or refuse the body. */
  private String instead() {
    return scanner.flaw() == HeadScanner.Flaw.CHUNK
        ? "no size\r\n"
        : scanner.completion() + FIELD + ": " + scanner.flaw() + "\r\n\r\n";
  }
}
