package io.mediarouter.harness.simulator.policy;

import io.mediarouter.harness.simulator.virtual.Policy;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The policies by name. */
public enum Policies {
  RANDOM("random", false),
  ROUND_ROBIN("round-robin", false),
  WEIGHTED_ROUND_ROBIN("weighted-round-robin", false),
  LEAST_REQUESTS("least-requests", false),
  LEAST_REQUESTS_PER_SPEED("least-requests-per-speed", false),
  POWER_OF_TWO("power-of-two", false),
  PEAK_EWMA("peak-ewma", false),
  PREQUAL("prequal", false),
  /** Ours, as configured. */
  MEDIA_ROUTER("media-router", true),
  /** Ours without a limit to utilization: nothing is refused. */
  MEDIA_ROUTER_UNLIMITED("media-router-unlimited", true),
  /** Ours, as configured, but told of no deadline. */
  MEDIA_ROUTER_NO_DEADLINES("media-router-no-deadlines", true);

  private final String token;
  private final boolean predicting;

  Policies(String token, boolean predicting) {
    this.token = token;
    this.predicting = predicting;
  }

  /** The name on the command line. */
  public String token() {
    return token;
  }

  /** Whether wrong predictions of sizes make a difference. */
  public boolean isPredicting() {
    return predicting;
  }

  /**
   * A policy for the proxy of this number.
   *
   * @param limit load that no task may raise a server above; of no matter to those that do not look
   *     at room
   */
  public Policy create(List<ServerSpec> servers, int proxy, double limit, long seed) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_003L + proxy);
    return switch (this) {
      case RANDOM -> new RandomChoice(random);
      case ROUND_ROBIN -> new RoundRobin(random.nextInt(servers.size()));
      case WEIGHTED_ROUND_ROBIN -> new WeightedRoundRobin(servers.size(), random.nextDouble());
      case LEAST_REQUESTS -> new LeastRequests(random, false);
      case LEAST_REQUESTS_PER_SPEED -> new LeastRequests(random, true);
      case POWER_OF_TWO -> new PowerOfTwoChoices(random);
      case PEAK_EWMA -> new PeakEwma(random, proxy, servers.size());
      case PREQUAL -> new Prequal(random);
      case MEDIA_ROUTER -> new MediaRouter(servers, proxy, limit, true, random);
      case MEDIA_ROUTER_UNLIMITED ->
          new MediaRouter(servers, proxy, Double.POSITIVE_INFINITY, true, random);
      case MEDIA_ROUTER_NO_DEADLINES -> new MediaRouter(servers, proxy, limit, false, random);
    };
  }
}
