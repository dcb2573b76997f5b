package io.mediarouter.vertx.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One request of HTTP/2 with whatever target, as no client library sends it. */
final class Http2Request {
  private static final int HEADERS = 1;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_OF_STREAM_AND_HEADERS = 5;

  private Http2Request() {}

  /** The status of its answer; 400 also where the stream is refused as malformed. */
  static int status(int port, String path) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes(path));
      return read(new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String path) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(bytes, SETTINGS, 0, 0, new byte[0]);
    frame(bytes, HEADERS, END_OF_STREAM_AND_HEADERS, 1, block(path));
    return bytes.toByteArray();
  }

  private static void frame(
      ByteArrayOutputStream into, int type, int flags, int stream, byte[] payload)
      throws IOException {
    into.write(payload.length >> 16);
    into.write(payload.length >> 8);
    into.write(payload.length);
    into.write(type);
    into.write(flags);
    into.write(new byte[] {0, 0, 0, (byte) stream});
    into.write(payload);
  }

  private static byte[] block(String path) {
    Http2Headers headers =
        new DefaultHttp2Headers(false).method("GET").scheme("http").authority("x").path(path);
    ByteBuf block = Unpooled.buffer();
    try {
      new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE)
          .encodeHeaders(1, headers, block);
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
    byte[] bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    return bytes;
  }

  private static int read(DataInputStream in) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      boolean prioritised = (in.readUnsignedByte() & PRIORITY) != 0;
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == HEADERS && stream == 1) {
        int from = prioritised ? PRIORITY_BYTES : 0;
        return status(Arrays.copyOfRange(payload, from, payload.length));
      }
      if (type == RESET || type == GOAWAY) {
        return 400;
      }
    }
  }

  private static int status(byte[] block) {
    try {
      Http2Headers headers =
          new DefaultHttp2HeadersDecoder().decodeHeaders(1, Unpooled.wrappedBuffer(block));
      return Integer.parseInt(headers.status().toString());
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
