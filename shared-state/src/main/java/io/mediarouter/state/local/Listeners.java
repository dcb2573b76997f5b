package io.mediarouter.state.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of those who want to hear of something. One that throws is logged and keeps nothing from
 * the others. Safe for use by many threads.
 *
 * @param <E> what they are told
 */
public final class Listeners<E> {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Consumer<? super E>> all = new CopyOnWriteArrayList<>();

  /** Adds a listener, which is told of everything from now on. */
  public void add(Consumer<? super E> listener) {
    all.add(listener);
  }

  /** Tells all of {@code event}, on this thread. */
  public void tell(E event) {
    all.forEach(listener -> tell(listener, event));
  }

  /** Tells one listener of {@code event}, on this thread. */
  static <E> void tell(Consumer<? super E> listener, E event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("A listener to the shared state failed", e);
    }
  }
}
