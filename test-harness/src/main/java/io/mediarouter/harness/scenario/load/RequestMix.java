package io.mediarouter.harness.scenario.load;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The requests of one worker, drawn from a plan. For one thread. */
final class RequestMix {
  private static final List<Integer> HEIGHTS = List.of(90, 120, 144, 160, 180, 200, 216, 240);

  /** Of the sound: the picture of the samples has few bits, and more are not given to any. */
  private static final int LEAST_BIT_RATE = 32_000;

  private static final int MOST_BIT_RATE = 95_000;
  private static final int BIT_RATE_STEP = 100;

  private final LoadPlan plan;
  private final KnownBodies known;
  private final RandomGenerator random;
  private final int totalWeight;

  RequestMix(LoadPlan plan, KnownBodies known, RandomGenerator random) {
    this.plan = plan;
    this.known = known;
    this.random = random;
    this.totalWeight = Stream.of(RequestKind.values()).mapToInt(plan::weight).sum();
    if (totalWeight == 0) {
      throw new IllegalArgumentException("a plan of nothing (expected: targets with a weight)");
    }
  }

  MixedRequest next() {
    RequestKind kind = kind(random.nextInt(totalWeight));
    List<String> targets = plan.of(kind);
    String target = targets.get(random.nextInt(targets.size()));
    return switch (kind) {
      case RANGE -> part(target);
      case VARIED -> MixedRequest.whole(target + rendition());
      case STORED, ON_DEMAND, ORIGINAL, THUMBNAIL -> MixedRequest.whole(target);
    };
  }

  private RequestKind kind(int drawn) {
    int left = drawn;
    for (RequestKind kind : RequestKind.values()) {
      left -= plan.weight(kind);
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalArgumentException("drawn: " + drawn + " (expected: < " + totalWeight + ")");
  }

  private MixedRequest part(String target) {
    int length = known.length(target);
    int first = random.nextInt(length);
    return new MixedRequest(target, first, random.nextInt(first, length));
  }

  private String rendition() {
    int height = HEIGHTS.get(random.nextInt(HEIGHTS.size()));
    int steps = random.nextInt(LEAST_BIT_RATE / BIT_RATE_STEP, MOST_BIT_RATE / BIT_RATE_STEP + 1);
    return "?height=" + height + "&ab=" + steps * BIT_RATE_STEP;
  }

  /** Whether the answer to the request that was drawn last is to be decoded. */
  boolean isDecoded() {
    return random.nextDouble() < plan.decodedShare();
  }
}
