package io.mediarouter.vertx.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/**
 * The first connection to a listener that speaks HTTP/2 without TLS: our own, which asks for
 * nothing. From then on the door looks at each connection from its first byte on.
 */
final class FirstConnection {
  private static final long LIMIT_MILLIS = 2000;
  private static final String ANNOUNCEMENT = "PROXY UNKNOWN\r\n";
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final byte[] NO_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  private FirstConnection() {}

  /**
   * Opens it, and closes it again; does not fail.
   *
   * @param host what is listened on
   * @param announced whether the PROXY protocol is spoken there
   */
  static Future<Void> to(Vertx vertx, String host, int port, boolean announced) {
    NetClient client = vertx.createNetClient();
    Buffer hello =
        Buffer.buffer(announced ? ANNOUNCEMENT + PREFACE : PREFACE).appendBytes(NO_SETTINGS);
    return client
        .connect(port, reachable(host))
        .compose(socket -> answered(socket, hello))
        .timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .transform(done -> client.close())
        .otherwiseEmpty();
  }

  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::", "[::]" -> "::1";
      default -> host;
    };
  }

  private static Future<Void> answered(NetSocket socket, Buffer hello) {
    Promise<Void> heard = Promise.promise();
    socket.handler(bytes -> heard.tryComplete()).closeHandler(v -> heard.tryComplete());
    return socket.write(hello).compose(sent -> heard.future());
  }
}
