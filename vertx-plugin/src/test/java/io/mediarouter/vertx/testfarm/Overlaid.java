package io.mediarouter.vertx.testfarm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Something real of which one method answers otherwise. */
public final class Overlaid {
  private Overlaid() {}

  /** The real one, but for its method {@code name}, which gives what {@code answer} does. */
  public static <T> T of(Class<T> type, T real, String name, Supplier<?> answer) {
    Object overlaid =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals(name)) {
                Object other = answer.get();
                return method.getReturnType() == void.class ? null : other;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(overlaid);
  }
}
