package io.mediarouter.vertx.config;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The configuration that is in force now; it is replaced as a whole or not at all. Who asks again
 * for each piece of work follows it; who cannot is told. Safe for use by many threads.
 */
public final class LiveConfig implements Supplier<MediaRoutingConfig> {
  private final List<Consumer<MediaRoutingConfig>> listeners = new CopyOnWriteArrayList<>();
  private volatile MediaRoutingConfig present;

  /** Begins with that configuration. */
  public LiveConfig(MediaRoutingConfig first) {
    present = first;
  }

  @Override
  public MediaRoutingConfig get() {
    return present;
  }

  /**
   * Has {@code listener} told of each configuration from the moment that it is in force, on the
   * thread of who replaced it, after those that came before. It must not fail.
   */
  public void onChange(Consumer<MediaRoutingConfig> listener) {
    listeners.add(listener);
  }

  /**
   * Puts another configuration in force.
   *
   * @throws ConfigException naming each changed key that needs a restart; then nothing has changed
   */
  public synchronized void replace(MediaRoutingConfig next) {
    FixedKeys.requireSame(present, next);
    present = next;
    listeners.forEach(listener -> listener.accept(next));
  }
}
