package io.mediarouter.vertx.server;

import io.mediarouter.vertx.MediaRouting;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry of a stand-alone proxy: all its meters, and its process's, for Prometheus. */
final class Scrape implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scrape.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private Scrape(MediaRouting routing) {
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    routing.bindTo(registry);
    routing.showMetrics(registry::scrape);
  }

  /** The registry; null where a host has left Prometheus's out, and shows meters itself. */
  static @Nullable Scrape of(MediaRouting routing) {
    try {
      return new Scrape(routing);
    } catch (NoClassDefFoundError absent) {
      LOG.info("No /metrics: {} is not on the class path", absent.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
