package io.mediarouter.vertx.door;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * An answer that tells of its end and of its connection's to the door, whoever else wants to know:
 * a response has room for one handler of each, and routers take it. Made as it runs, since
 * responses of the supported versions of Vert.x differ in what they can.
 */
final class SharedEnds implements InvocationHandler {
  private final HttpServerResponse response;
  private final Runnable ended;
  private final Runnable closed;

  private SharedEnds(HttpServerResponse response, Runnable ended, Runnable closed) {
    this.response = response;
    this.ended = ended;
    this.closed = closed;
  }

  /** {@code response} itself to all who write it, but for its handlers of both ends. */
  static HttpServerResponse of(HttpServerResponse response, Runnable ended, Runnable closed) {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            SharedEnds.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            new SharedEnds(response, ended, closed));
  }

  @Override
  public @Nullable Object invoke(Object shared, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object result = method.invoke(response, heard(method.getName(), arguments));
      return result == response ? shared : result;
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private Object @Nullable [] heard(String name, Object @Nullable [] arguments) {
    return switch (name) {
      case "endHandler" -> both(ended, arguments);
      case "closeHandler" -> both(closed, arguments);
      default -> arguments;
    };
  }

  private static Object[] both(Runnable own, Object @Nullable [] theirs) {
    Handler<Void> both =
        v -> {
          own.run();
          if (theirs != null && theirs[0] instanceof Handler<?> handler) {
            handler.handle(null);
          }
        };
    return new Object[] {both};
  }
}
