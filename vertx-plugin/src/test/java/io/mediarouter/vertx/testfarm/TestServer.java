package io.mediarouter.vertx.testfarm;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicReference;

/** An HTTP server on a free port whose behaviour can be replaced while it runs. */
public abstract class TestServer implements AutoCloseable {
  private final AtomicReference<Handler<HttpServerRequest>> handler =
      new AtomicReference<>(this::serve);
  private final HttpServer server;

  /** Starts to listen. */
  protected TestServer(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> handler.get().handle(request))
            .listen(0, "127.0.0.1")
            .await();
  }

  /** What it does while nothing else is set. */
  protected abstract void serve(HttpServerRequest request);

  /** Does once what it is there for, whatever else is set. */
  public void serveWell(HttpServerRequest request) {
    serve(request);
  }

  /** Does something else from now on. */
  public void behave(Handler<HttpServerRequest> other) {
    handler.set(other);
  }

  /** Does again what it is there for. */
  public void recover() {
    handler.set(this::serve);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Its URL, with a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  @Override
  public void close() {
    server.close().await();
  }
}
