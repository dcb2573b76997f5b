package io.mediarouter.vertx.testfarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server that answers each request, as far as a head without a body is one, with just the bytes
 * that it is told to; each character is a byte.
 */
public final class RawServer implements AutoCloseable {
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final NetServer server;
  private volatile Function<String, String> behaviour;

  /** A server that answers what {@code behaviour} makes of a request's head. */
  public RawServer(Vertx vertx, Function<String, String> behaviour) {
    this.behaviour = behaviour;
    server = vertx.createNetServer().connectHandler(this::serve).listen(0, "127.0.0.1").await();
  }

  private void serve(NetSocket socket) {
    var read = new StringBuilder();
    socket.exceptionHandler(expected -> {});
    socket.handler(
        bytes -> {
          read.append(bytes.toString("ISO-8859-1"));
          answer(socket, read);
        });
  }

  private void answer(NetSocket socket, StringBuilder read) {
    int end = read.indexOf("\r\n\r\n");
    if (end >= 0) {
      String text = read.toString();
      heads.add(text.substring(0, end));
      read.setLength(0);
      socket.write(Buffer.buffer(behaviour.apply(text.substring(0, end)), "ISO-8859-1"));
    }
  }

  /** Answers otherwise from now on. */
  public void behave(Function<String, String> other) {
    behaviour = other;
  }

  /** The heads of the requests so far. */
  public List<String> heads() {
    return heads;
  }

  /** Its URL, with a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/";
  }

  @Override
  public void close() {
    server.close().await();
  }
}
