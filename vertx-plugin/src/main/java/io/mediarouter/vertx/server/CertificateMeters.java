package io.mediarouter.vertx.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;

/** The gauges of how long the listeners' certificates are still good. */
record CertificateMeters(List<TlsListener> listeners) implements MeterBinder {
  private static final double MILLIS = Duration.ofSeconds(1).toMillis();

  @Override
  public void bindTo(MeterRegistry registry) {
    for (TlsListener each : listeners) {
      Gauge.builder(
              "mediarouter.tls.certificate.expiry",
              each,
              listener -> listener.timeLeft().toMillis() / MILLIS)
          .tag("listener", each.key().replace(".tls", ""))
          .baseUnit("seconds")
          .description("How long the certificate that a listener shows is still good")
          .register(registry);
    }
  }
}
