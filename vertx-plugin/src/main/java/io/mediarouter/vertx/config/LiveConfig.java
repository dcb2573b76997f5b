package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.tree.ConfigException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that is in force now; it is replaced as a whole or not at all. Who asks again
 * for each piece of work follows it; who cannot is told. Safe for use by many threads.
 */
public final class LiveConfig implements Supplier<MediaRoutingConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

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
   * thread of who replaced it, after those that came before. One that fails is logged, and keeps
   * nothing from the others.
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
    listeners.forEach(listener -> tell(listener, next));
  }

  private static void tell(Consumer<MediaRoutingConfig> listener, MediaRoutingConfig next) {
    try {
      listener.accept(next);
    } catch (RuntimeException defect) {
      LOG.error("A part of the proxy has not taken on the new configuration", defect);
    }
  }
}
