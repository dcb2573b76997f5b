package io.mediarouter.vertx.cli;

import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;

/**
 * The actions that are taken on signals of the operating system, until it is closed. Where a signal
 * does not exist, or the JVM keeps it for itself, nothing is done on it.
 */
final class Signals implements AutoCloseable {
  private final List<Runnable> restoring = new ArrayList<>();

  private Signals() {}

  /** Has {@code action} run on a thread of its own each time that one of {@code names} comes. */
  static Signals on(List<String> names, Runnable action) {
    var signals = new Signals();
    names.forEach(name -> signals.handle(name, action));
    return signals;
  }

  private void handle(String name, Runnable action) {
    try {
      var signal = new Signal(name);
      var former = Signal.handle(signal, came -> action.run());
      restoring.add(() -> Signal.handle(signal, former));
    } catch (IllegalArgumentException e) {
      // There is no such signal here.
    }
  }

  @Override
  public void close() {
    restoring.forEach(Runnable::run);
  }
}
