package io.mediarouter.vertx.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.Permit;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import io.mediarouter.vertx.config.resilience.BreakerWindow;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerMetersTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Breakers breakers = new Breakers(vertx, config(4), System::nanoTime);

  private static BreakersConfig config(int window) {
    var minute = Duration.ofMinutes(1);
    var settings =
        new BreakerSettings(
            50, 80, BreakerWindow.calls(window), 2, minute, 1, minute, Slowness.DEFAULT);
    return new BreakersConfig(settings, Map.of(), Map.of());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private void call(String server, Outcome outcome) {
    Permit permit = breakers.of(server, Work.DELIVERY).tryAcquire();
    if (permit != null) {
      permit.close(outcome, breakers.nanoTime());
    }
  }

  private RequiredSearch meter(String name) {
    return registry.get("resilience4j.circuitbreaker." + name).tag("name", "d1/delivery");
  }

  private double calls(String kind) {
    return meter("calls").tag("kind", kind).functionCounter().count();
  }

  @Test
  void breakersAreShownUnderTheUsualNames_alsoThoseThatComeLater() {
    new BreakerMeters(registry, breakers).bind();
    assertThat(registry.getMeters()).isEmpty();

    call("d1", Outcome.SUCCESS);
    call("d1", Outcome.IGNORED);
    call("d1", Outcome.FAILURE);
    call("d1", Outcome.FAILURE);

    assertThat(meter("state").tag("state", "open").gauge().value()).isEqualTo(1);
    assertThat(meter("state").tag("state", "closed").gauge().value()).isZero();
    assertThat(meter("failure.rate").gauge().value()).isEqualTo(50);
    assertThat(meter("slow.call.rate").gauge().value()).isZero();
    assertThat(meter("buffered.calls").gauge().value()).isEqualTo(2);
    assertThat(calls("successful")).isEqualTo(1);
    assertThat(calls("failed")).isEqualTo(1);
    assertThat(calls("ignored")).isEqualTo(1);
    assertThat(meter("slow.calls").functionCounter().count()).isZero();
    assertThat(meter("not.permitted.calls").functionCounter().count()).isEqualTo(1);
  }

  @Test
  void countsGoOn_whenTheSettingsChange() {
    new BreakerMeters(registry, breakers).bind();
    call("d1", Outcome.SUCCESS);

    breakers.reconfigure(config(100));
    call("d1", Outcome.SUCCESS);

    assertThat(calls("successful")).isEqualTo(2);
  }

  @Test
  void breakersOfServersThatLeft_areShownNoMore() {
    call("d1", Outcome.SUCCESS);
    call("d2", Outcome.SUCCESS);
    new BreakerMeters(registry, breakers).bind();

    breakers.keepOnly(Set.of("d2"));

    assertThat(registry.getMeters()).isNotEmpty().allMatch(each -> isOf("d2", each.getId()));
  }

  private static boolean isOf(String server, Meter.Id meter) {
    return server.equals(meter.getTag("server"))
        || (server + "/delivery").equals(meter.getTag("name"));
  }
}
