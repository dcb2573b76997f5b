package io.mediarouter.vertx.server;

import io.mediarouter.vertx.MediaRouting;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The registry of a stand-alone proxy: all its meters, and its process's, for Prometheus. */
final class Scrape implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * Shows the meters of {@code routing} and further ones.
   *
   * @throws NoClassDefFoundError where a host has left Prometheus's registry out, and shows meters
   *     itself
   */
  Scrape(MediaRouting routing, MeterBinder further) {
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    routing.bindTo(registry);
    further.bindTo(registry);
    routing.showMetrics(registry::scrape);
  }

  @Override
  public void close() {
    registry.close();
  }
}
