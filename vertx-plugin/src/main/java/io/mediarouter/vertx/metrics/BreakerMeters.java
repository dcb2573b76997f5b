package io.mediarouter.vertx.metrics;

import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.call.Breakers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The meters of the circuit breakers in one registry, under the names and tags that Resilience4j's
 * own have, so that dashboards made for those fit. They come and go with the breakers; what they
 * count goes on when a breaker's settings change. Safe for use by many threads.
 */
final class BreakerMeters {
  private static final String PREFIX = "resilience4j.circuitbreaker.";
  private static final String SERVER_CALLS = "mediarouter.server.calls";
  private static final List<String> STATES = List.of("closed", "open", "half_open");

  private final MeterRegistry registry;
  private final Breakers breakers;
  private final Map<Breaker, List<Meter>> shown = new HashMap<>();

  BreakerMeters(MeterRegistry registry, Breakers breakers) {
    this.registry = registry;
    this.breakers = breakers;
  }

  /** Shows those that there are, and from now on those that come. */
  void bind() {
    breakers.onRosterChange(this::follow);
    follow();
  }

  private synchronized void follow() {
    Set<Breaker> present = new HashSet<>(breakers.all());
    Set<Breaker> gone = new HashSet<>(shown.keySet());
    gone.removeAll(present);
    gone.forEach(this::hide);
    present.forEach(each -> shown.computeIfAbsent(each, this::show));
  }

  private void hide(Breaker breaker) {
    List<Meter> meters = shown.remove(breaker);
    if (meters != null) {
      meters.forEach(registry::remove);
    }
  }

  private List<Meter> show(Breaker breaker) {
    var name = Tags.of("name", breaker.serverId() + '/' + breaker.work().token());
    var meters = new ArrayList<Meter>();
    for (String state : STATES) {
      var tags = name.and("state", state);
      meters.add(
          gauge(
              "state",
              "1 for the state that a breaker is in, else 0.",
              breaker,
              tags,
              report -> report.state().equals(state) ? 1 : 0));
    }
    meters.add(
        gauge(
            "failure.rate",
            "Percent of failed calls of the last ones; -1: too few.",
            breaker,
            name,
            BreakerReport::failureRate));
    meters.add(
        gauge(
            "slow.call.rate",
            "Percent of slow calls of the last ones; -1: too few.",
            breaker,
            name,
            BreakerReport::slowRate));
    meters.add(
        gauge(
            "buffered.calls",
            "Calls that a breaker judges by.",
            breaker,
            name,
            BreakerReport::buffered));
    meters.add(calls("successful", breaker, name, BreakerReport::successes));
    meters.add(calls("failed", breaker, name, BreakerReport::failures));
    meters.add(calls("ignored", breaker, name, BreakerReport::ignored));
    meters.add(
        counter(
            PREFIX + "slow.calls", "Calls that were slow.", breaker, name, BreakerReport::slow));
    var refused = name.and("kind", "not_permitted");
    meters.add(
        counter(
            PREFIX + "not.permitted.calls",
            "Calls that a breaker refused.",
            breaker,
            refused,
            BreakerReport::refused));
    addCallsOfTheServer(breaker, meters);
    return meters;
  }

  /** The same once more under the server's own name, for who does not know breakers. */
  private void addCallsOfTheServer(Breaker breaker, List<Meter> meters) {
    var server = Tags.of("server", breaker.serverId(), "work", breaker.work().token());
    meters.add(callsOfServer("success", breaker, server, BreakerReport::successes));
    meters.add(callsOfServer("failure", breaker, server, BreakerReport::failures));
    meters.add(callsOfServer("ignored", breaker, server, BreakerReport::ignored));
    meters.add(callsOfServer("refused", breaker, server, BreakerReport::refused));
    meters.add(
        Gauge.builder(SERVER_CALLS + ".active", breaker, each -> each.report().inFlight())
            .description("Calls to a server that have not ended.")
            .tags(server)
            .register(registry));
  }

  private Gauge gauge(
      String name,
      String description,
      Breaker breaker,
      Tags tags,
      ToDoubleFunction<BreakerReport> value) {
    return Gauge.builder(PREFIX + name, breaker, each -> value.applyAsDouble(each.report()))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private FunctionCounter calls(
      String kind, Breaker breaker, Tags name, ToDoubleFunction<BreakerReport> value) {
    return counter(
        PREFIX + "calls", "Calls that have ended.", breaker, name.and("kind", kind), value);
  }

  private FunctionCounter callsOfServer(
      String outcome, Breaker breaker, Tags server, ToDoubleFunction<BreakerReport> value) {
    return counter(
        SERVER_CALLS,
        "Calls to a server that have ended, or that its circuit breaker refused.",
        breaker,
        server.and("outcome", outcome),
        value);
  }

  private FunctionCounter counter(
      String name,
      String description,
      Breaker breaker,
      Tags tags,
      ToDoubleFunction<BreakerReport> value) {
    return FunctionCounter.builder(name, breaker, each -> value.applyAsDouble(each.report()))
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
