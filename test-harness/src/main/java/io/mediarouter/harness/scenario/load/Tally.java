package io.mediarouter.harness.scenario.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of requests. Thread-safe. */
final class Tally {
  private static final int KEPT_REASONS = 5;

  private final List<String> reasons = new ArrayList<>();
  private final Map<String, Long> byOption = new TreeMap<>();
  private float[] firstByteMillis = new float[1024];
  private int served;
  private long failed;
  private final List<String> busyReasons = new ArrayList<>();
  private long busy;
  private long brokenOff;
  private long decoded;

  synchronized void failed(String reason) {
    failed++;
    keep(reason, reasons);
  }

  private static void keep(String reason, List<String> some) {
    if (some.size() < KEPT_REASONS) {
      some.add(reason);
    }
  }

  synchronized void busy(String reason) {
    busy++;
    keep(reason, busyReasons);
  }

  synchronized void brokenOff() {
    brokenOff++;
  }

  synchronized void served(String option, double millis, boolean wasDecoded) {
    byOption.merge(option, 1L, Long::sum);
    decoded += wasDecoded ? 1 : 0;
    if (served == firstByteMillis.length) {
      firstByteMillis = Arrays.copyOf(firstByteMillis, 2 * served);
    }
    firstByteMillis[served++] = (float) millis;
  }

  synchronized Report report() {
    float[] sorted = Arrays.copyOf(firstByteMillis, served);
    Arrays.sort(sorted);
    return new Report(
        served + failed + busy + brokenOff,
        failed,
        reasons,
        busy,
        busyReasons,
        brokenOff,
        byOption,
        decoded,
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        quantile(sorted, 1));
  }

  /** The smallest value that a share of them do not exceed. */
  private static double quantile(float[] sorted, double share) {
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, place)];
  }
}
