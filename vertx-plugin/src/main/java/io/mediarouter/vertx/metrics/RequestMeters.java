package io.mediarouter.vertx.metrics;

import io.mediarouter.plan.PublishingOption;
import io.mediarouter.vertx.access.AccessEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The meters of requests: how many there were of each kind, how long they took and what they were
 * sent, in all registries that are bound. What clients choose freely is no label: methods and
 * statuses that are not known are one. Safe for use by many threads.
 */
public final class RequestMeters implements Consumer<AccessEntry>, MeterBinder {
  private static final String PREFIX = "mediarouter.";
  private static final String OTHER = "other";
  private static final String NONE = "none";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

  private static final Map<Integer, String> STATUSES =
      Stream.of(
              200, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406,
              408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 425, 426, 428, 429, 431,
              451, 500, 501, 502, 503, 504, 505, 507, 508)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), status -> status.toString()));

  private static final Set<String> OPTIONS =
      Stream.concat(
              Arrays.stream(PublishingOption.values()).map(PublishingOption::token),
              Stream.of("not-media"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60)
  };

  private final CompositeMeterRegistry registries = new CompositeMeterRegistry();
  private final Map<Kind, Counter> requests = new ConcurrentHashMap<>();
  private final Map<String, Counter> results = new ConcurrentHashMap<>();
  private final Map<String, OfOption> options = new ConcurrentHashMap<>();

  /** What is counted together. */
  private record Kind(String option, String status, String method) {}

  /** The meters of one option. */
  private record OfOption(Timer firstByte, Timer duration, Counter bytes) {}

  private final IntSupplier active;

  /**
   * Meters that have counted nothing yet.
   *
   * @param active how many media requests are under way
   */
  public RequestMeters(IntSupplier active) {
    this.active = active;
  }

  /** Has {@code registry} show what is counted from now on. */
  @Override
  public void bindTo(MeterRegistry registry) {
    registries.add(registry);
    Gauge.builder(PREFIX + "requests.active", this, own -> own.active.getAsInt())
        .description("Media requests that are under way.")
        .register(registry);
  }

  @Override
  public void accept(AccessEntry request) {
    String option = option(request.option());
    var kind = new Kind(option, status(request.status()), method(request.method()));
    meter(requests, kind, this::requests).increment();
    meter(results, request.result().token(), this::results).increment();
    OfOption meters = meter(options, option, this::ofOption);
    meters.duration().record(request.nanos(), TimeUnit.NANOSECONDS);
    meters.bytes().increment(request.bytes());
    if (request.firstByteNanos() >= 0) {
      meters.firstByte().record(request.firstByteNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Without a look into the map's locks where it is there already. */
  private static <K, V> V meter(Map<K, V> known, K key, Function<K, V> make) {
    V present = known.get(key);
    return present == null ? known.computeIfAbsent(key, make) : present;
  }

  private static String option(String token) {
    return token.isEmpty() ? NONE : OPTIONS.contains(token) ? token : OTHER;
  }

  private static String status(int status) {
    return status == 0 ? NONE : STATUSES.getOrDefault(status, OTHER);
  }

  private static String method(String method) {
    return METHODS.contains(method) ? method : OTHER;
  }

  private Counter requests(Kind kind) {
    return Counter.builder(PREFIX + "requests")
        .description("Requests that have ended, by how they were served and answered.")
        .tags("option", kind.option(), "status", kind.status(), "method", kind.method())
        .register(registries);
  }

  private Counter results(String result) {
    return Counter.builder(PREFIX + "request.results")
        .description("Requests that have ended, by what their clients got.")
        .tag("result", result)
        .register(registries);
  }

  private OfOption ofOption(String option) {
    return new OfOption(
        timer("request.first.byte", "From a request's arrival to the begin of its answer.", option),
        timer("request.duration", "From a request's arrival to the end of its answer.", option),
        Counter.builder(PREFIX + "sent")
            .description("Bytes of answers' bodies that were sent to clients.")
            .baseUnit("bytes")
            .tag("option", option)
            .register(registries));
  }

  private Timer timer(String name, String description, String option) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .tag("option", option)
        .serviceLevelObjectives(BOUNDS)
        .register(registries);
  }
}
