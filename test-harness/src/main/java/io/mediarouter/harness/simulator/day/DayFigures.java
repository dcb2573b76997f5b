package io.mediarouter.harness.simulator.day;

import io.mediarouter.plan.PublishingOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures that came out of the measured day. For one thread. */
final class DayFigures {
  static final int HOURS = 24;

  /** Why cores were busy. */
  enum Use {
    ON_DEMAND,
    ORDERED,
    SPECULATIVE
  }

  /** What one predictor's renditions have cost and brought on the day. */
  static final class Result {
    int made;
    int used;
    double spent;
    double usedSpent;
    double saved;
    double pushedOut;
    double share;

    /** Core-seconds gained on the day, where an idle one costs {@code idlePrice}. */
    double net(double idlePrice) {
      return saved - pushedOut - idlePrice * spent;
    }

    /** Core-seconds spent on what was broken off, or not used by the end of the day. */
    double wasted() {
      return Math.max(0, spent - usedSpent);
    }
  }

  private final double from;
  private final Map<Use, double[]> coreSeconds = new EnumMap<>(Use.class);
  private final Map<PublishingOption, Integer> served = new EnumMap<>(PublishingOption.class);
  private final int[] asked = new int[HOURS];
  private final int[] hit = new int[HOURS];
  private final List<Double> waits = new ArrayList<>();
  private final Map<String, Result> results = new TreeMap<>();
  private int preempted;

  DayFigures(double from) {
    this.from = from;
    for (Use use : Use.values()) {
      coreSeconds.put(use, new double[HOURS]);
    }
  }

  /** Notes that a task kept cores busy, so far as that was on the day. */
  void ran(Use use, double begin, double end, double cores) {
    double[] hours = coreSeconds.getOrDefault(use, new double[HOURS]);
    for (int hour = 0; hour < HOURS; hour++) {
      double start = from + hour * 3600.0;
      hours[hour] += cores * Math.max(0, Math.min(end, start + 3600) - Math.max(begin, start));
    }
  }

  /** Notes how a request was served that arrived at {@code at}. */
  void served(PublishingOption option, double at, double waited) {
    if (at < from) {
      return;
    }
    int hour = Math.min(HOURS - 1, (int) ((at - from) / 3600));
    asked[hour]++;
    hit[hour] += option == PublishingOption.EXACT_CACHED ? 1 : 0;
    served.merge(option, 1, Integer::sum);
    if (isOnDemand(option)) {
      waits.add(waited);
    }
  }

  private static boolean isOnDemand(PublishingOption option) {
    return switch (option) {
      case ON_DEMAND_EXACT,
          ON_DEMAND_EXACT_PRIORITISED,
          ON_DEMAND_VARIED,
          ON_DEMAND_VARIED_PRIORITISED ->
          true;
      case DIRECT, EXACT_CACHED, FROM_SEGMENTS, REMUX, NEAR_CACHED, PASS_THROUGH, REJECT -> false;
    };
  }

  void preempted() {
    preempted++;
  }

  Result result(String predictor) {
    return results.computeIfAbsent(predictor, name -> new Result());
  }

  Map<String, Result> results() {
    return results;
  }

  int preemptions() {
    return preempted;
  }

  int asked() {
    return served.values().stream().mapToInt(count -> count).sum();
  }

  int served(PublishingOption option) {
    return served.getOrDefault(option, 0);
  }

  int onDemand() {
    return waits.size();
  }

  /** Share of the requests that found just what they asked for stored, 0..1. */
  double hitRate() {
    return (double) served(PublishingOption.EXACT_CACHED) / Math.max(1, asked());
  }

  double hitRate(int hour) {
    return (double) hit[hour] / Math.max(1, asked[hour]);
  }

  double coreSeconds(Use use) {
    double sum = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      sum += coreSeconds(use, hour);
    }
    return sum;
  }

  double coreSeconds(Use use, int hour) {
    return coreSeconds.getOrDefault(use, new double[HOURS])[hour];
  }

  /** Core-seconds that speculation gained. */
  double net(double idlePrice) {
    return results.values().stream().mapToDouble(each -> each.net(idlePrice)).sum();
  }

  double wasted() {
    return results.values().stream().mapToDouble(Result::wasted).sum();
  }

  /**
   * How long requests waited for a transcode to begin, seconds, that this share does not exceed.
   */
  double wait(double share) {
    if (waits.isEmpty()) {
      return 0;
    }
    var sorted = waits.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }
}
