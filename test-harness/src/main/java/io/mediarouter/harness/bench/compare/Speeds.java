package io.mediarouter.harness.bench.compare;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProcessFarm;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The time that each kind of work takes on each of the two servers when it is idle, measured
 * without a proxy: the least of some, since whatever else the machine does only adds to it.
 *
 * @param fastMillis time on the first server
 * @param slowMillis time on the second
 */
record Speeds(Map<Kind, Double> fastMillis, Map<Kind, Double> slowMillis) {
  private static final int TIMES = 4;
  private static final long SEED = 99;
  private static final double MILLIS = 1000;

  static Speeds measure(ProcessFarm farm) throws IOException {
    return new Speeds(
        measure(farm, farm.transcoders().get(0)), measure(farm, farm.transcoders().get(1)));
  }

  private static Map<Kind, Double> measure(ProcessFarm farm, FarmProcess server)
      throws IOException {
    RandomGenerator random = new SplittableRandom(SEED);
    Map<Kind, Double> millis = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      take(farm, server, kind, random); // The first one finds everything cold.
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < TIMES; i++) {
        least = Math.min(least, take(farm, server, kind, random));
      }
      millis.put(kind, least);
    }
    return millis;
  }

  private static double take(
      ProcessFarm farm, FarmProcess server, Kind kind, RandomGenerator random) throws IOException {
    URI source = farm.origin().url().resolve(kind.source());
    String encoded = URLEncoder.encode(source.toString(), StandardCharsets.UTF_8);
    URI order = server.url().resolve("transcode?source=" + encoded + "&" + kind.rendition(random));
    Answer answer = new MediaClient().get(order);
    if (answer.status() != 200) {
      throw new IOException(order + ": status " + answer.status());
    }
    return answer.totalMillis();
  }

  double fastMillis(Kind kind) {
    return fastMillis.getOrDefault(kind, Double.NaN);
  }

  /** How many times as long the second server takes, by the mix. */
  double slowness() {
    return mean(slowMillis) / mean(fastMillis);
  }

  /** Requests per second that load both servers so much, 1 = all that they can do. */
  double arrivalsPerSecond(double load) {
    return load * (MILLIS / mean(fastMillis) + MILLIS / mean(slowMillis));
  }

  private static double mean(Map<Kind, Double> millis) {
    return millis.entrySet().stream()
        .mapToDouble(each -> each.getKey().share() * each.getValue())
        .sum();
  }
}
