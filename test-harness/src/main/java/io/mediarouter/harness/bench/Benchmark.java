package io.mediarouter.harness.bench;

import io.mediarouter.harness.bench.Contender.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * The measurement: contenders take turns, round after round, so that whatever slows the machine
 * down slows all of them. Not thread-safe.
 */
final class Benchmark {
  /** Connections are made, and heads of queues worked off, before the clock runs. */
  private static final Duration RUN_IN = Duration.ofMillis(500);

  private static final int MOST_TRIES = 2_000;

  private final BenchOptions options;
  private final Machine machine;
  private final BenchFarm farm;
  private final PrintWriter progress;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Results results = new Results();

  /** A measurement before this farm that tells of its progress. */
  Benchmark(BenchOptions options, Machine machine, BenchFarm farm, PrintWriter progress) {
    this.options = options;
    this.machine = machine;
    this.farm = farm;
    this.progress = progress;
  }

  /**
   * Measures everything.
   *
   * @throws IOException if a contender does not start or does not answer as it has to
   */
  Results run() throws IOException, InterruptedException {
    for (int fork = 1; fork <= options.forks(); fork++) {
      tell("fork " + fork + " of " + options.forks() + ": warm-up");
      try (Contenders contenders = Contenders.start(farm.url(), machine, options)) {
        run(contenders);
      }
    }
    return results;
  }

  private void run(Contenders contenders) throws IOException, InterruptedException {
    for (Contender contender : contenders.all()) {
      for (int bytes : options.sizes()) {
        if (contender.kind().isOfStored()) {
          store(contender, bytes);
        }
      }
    }
    warmUp(contenders);
    for (int round = 1; round <= options.rounds(); round++) {
      tell("round " + round + " of " + options.rounds());
      for (int bytes : options.sizes()) {
        round(contenders, bytes);
      }
    }
  }

  private void tell(String what) {
    progress.println(what);
    progress.flush();
  }

  /** Has the rendition made, and waits until it is served from storage. */
  private void store(Contender contender, int bytes) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url(contender, bytes)).build();
    for (int i = 0; i < MOST_TRIES; i++) {
      var response = http.send(request, BodyHandlers.discarding());
      String how = response.headers().firstValue("cache-status").orElse("");
      if (response.statusCode() != 200) {
        throw new IOException(request.uri() + " was answered with " + response.statusCode());
      }
      if (how.contains("; hit")) {
        return;
      }
    }
    throw new IOException(request.uri() + " is not served from storage");
  }

  private void warmUp(Contenders contenders) throws IOException {
    Duration each = options.warmUp().dividedBy(options.sizes().size());
    for (int bytes : options.sizes()) {
      for (Contender contender : contenders.all()) {
        try (var load = load(contender, bytes)) {
          load.run(each);
        }
      }
    }
  }

  private void round(Contenders contenders, int bytes) throws IOException {
    for (Contender contender : contenders.all()) {
      results.add(bytes, contender.kind(), turn(contender, bytes));
    }
  }

  private RoundResult turn(Contender contender, int bytes) throws IOException {
    try (var load = load(contender, bytes)) {
      load.run(RUN_IN);
      long begin = System.nanoTime();
      long allocated = contender.allocatedBytes();
      ProcessCpu before = ProcessCpu.of(contender.process().pid(), options.compilers());
      Latencies latencies = load.run(options.turn());
      ProcessCpu after = ProcessCpu.of(contender.process().pid(), options.compilers());
      double seconds = (System.nanoTime() - begin) / (double) Duration.ofSeconds(1).toNanos();
      return new RoundResult(
          latencies.count(),
          seconds,
          after.since(before),
          contender.allocatedBytes() - allocated,
          latencies.quantile(0.99));
    }
  }

  private LoadGenerator load(Contender contender, int bytes) throws IOException {
    return new LoadGenerator(url(contender, bytes), options.connections(), System::nanoTime);
  }

  private URI url(Contender contender, int bytes) {
    return contender.process().url().resolve(target(contender.kind(), bytes));
  }

  private String target(Kind kind, int bytes) {
    return switch (kind) {
      case NGINX_CACHE -> "/cached" + storedPath(bytes);
      case STORED, MEMORY -> "/media/" + bytes + ".mp4?preset=360p";
      case ORIGINAL -> "/media/" + bytes + ".mp4";
      default -> storedPath(bytes);
    };
  }

  /** Where the stored rendition lies, which the others ask for as it is, or an original like it. */
  private String storedPath(int bytes) {
    return farm.stored().entrySet().stream()
        .filter(stored -> stored.getValue() == bytes)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("/origin/" + bytes + ".mp4");
  }
}
