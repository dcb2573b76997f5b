package io.mediarouter.vertx.door;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that tells of its end, of its connection's and of its failure to the door, whoever else
 * wants to know: a response has room for one handler of each, and routers and proxies take it. Made
 * as it runs, since responses of the supported versions of Vert.x differ in what they can.
 */
final class SharedEnds implements InvocationHandler {
  private final HttpServerResponse response;
  private final Runnable ended;
  private final Runnable closed;
  private final Consumer<Throwable> failed;

  private SharedEnds(
      HttpServerResponse response, Runnable ended, Runnable closed, Consumer<Throwable> failed) {
    this.response = response;
    this.ended = ended;
    this.closed = closed;
    this.failed = failed;
  }

  /** {@code response} itself to all who write it, but for its handlers of all three. */
  static HttpServerResponse of(
      HttpServerResponse response, Runnable ended, Runnable closed, Consumer<Throwable> failed) {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            SharedEnds.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            new SharedEnds(response, ended, closed, failed));
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
      case "endHandler" -> both(nothing -> ended.run(), arguments);
      case "closeHandler" -> both(nothing -> closed.run(), arguments);
      case "exceptionHandler" -> both(failed, arguments);
      default -> arguments;
    };
  }

  @SuppressWarnings("unchecked") // Vert.x hands a handler what it is for.
  private static <T> Object[] both(Consumer<T> own, Object @Nullable [] theirs) {
    Handler<T> both =
        told -> {
          own.accept(told);
          if (theirs != null && theirs[0] instanceof Handler<?> handler) {
            ((Handler<T>) handler).handle(told);
          }
        };
    return new Object[] {both};
  }
}
