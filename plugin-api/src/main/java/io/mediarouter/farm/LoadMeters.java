package io.mediarouter.farm;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The learner of how servers measure their load: what of a report are tasks that have ended since,
 * and how soon a task shows. Has no clock. Safe for use by many threads.
 *
 * <p>A meter is taken to be a mean over some time. Of a few lengths, the one is taken that explains
 * best how reports change from one to the next: what others than these proxies do to a server
 * mostly stays as it is from report to report.
 */
public final class LoadMeters {
  private static final double[] WINDOWS = {0.01, 0.1, 0.5, 1, 2, 4, 8, 16};
  private static final int USUAL = 4;
  private static final double LONGEST = WINDOWS[WINDOWS.length - 1];
  private static final double FORGETTING = 0.02;
  private static final int FIRST_REPORTS = 20;
  private static final double TELLING = 0.2;
  private static final double LINGERING = 0.1;

  /** How much better a window must explain the reports than the usual one. */
  private static final double CLEARLY = 0.8;

  private final Map<String, Meter> meters = new HashMap<>();

  private record Span(double cores, double start, double end) {
    /** How much of the {@code window} seconds before {@code at} it filled. */
    double coresIn(double at, double window) {
      double overlap = Math.min(end, at) - Math.max(start, at - window);
      return cores * Math.max(0, overlap) / window;
    }
  }

  private static final class Meter {
    private final Map<String, Span> running = new HashMap<>();
    private final Deque<Span> ended = new ArrayDeque<>();
    private final double[] errors = new double[WINDOWS.length];
    private @Nullable LoadReport former;
    private @Nullable LoadReport latest;
    private int told;

    double shown(double at, double window) {
      double sum = endedCores(at, window);
      for (Span span : running.values()) {
        sum += span.coresIn(at, window);
      }
      return sum;
    }

    double endedCores(double at, double window) {
      double sum = 0;
      for (Span span : ended) {
        sum += span.coresIn(at, window);
      }
      return sum;
    }

    /** A server may count a task for a moment longer than its output lasts. */
    int endedTasks(double at) {
      int count = 0;
      for (Span span : ended) {
        count += span.start() < at && span.end() > at - LINGERING ? 1 : 0;
      }
      return count;
    }

    /**
     * Takes a report. Learns from the two before it: by now, news of what other proxies had begun
     * is there.
     */
    void report(LoadReport report) {
      LoadReport second = latest;
      LoadReport first = former;
      if (second != null && !report.at().isAfter(second.at())) {
        return;
      }
      if (first != null && second != null) {
        learn(first, second);
      }
      former = second;
      latest = report;
      double old = seconds(report.at()) - 2 * LONGEST;
      ended.removeIf(span -> span.end() < old);
    }

    private void learn(LoadReport first, LoadReport second) {
      double[] rises = new double[WINDOWS.length];
      for (int i = 0; i < rises.length; i++) {
        rises[i] = shown(seconds(second.at()), WINDOWS[i]) - shown(seconds(first.at()), WINDOWS[i]);
      }
      double[] sorted = rises.clone();
      Arrays.sort(sorted);
      if (sorted[sorted.length - 1] - sorted[0] <= TELLING) {
        return;
      }
      told++;
      for (int i = 0; i < rises.length; i++) {
        double off = second.coresInUse() - first.coresInUse() - rises[i];
        errors[i] += (off * off - errors[i]) * Math.max(FORGETTING, 1.0 / told);
      }
    }

    double window() {
      int best = USUAL;
      for (int i = 0; i < errors.length; i++) {
        best = errors[i] < errors[best] ? i : best;
      }
      return told < FIRST_REPORTS || errors[best] > CLEARLY * errors[USUAL]
          ? WINDOWS[USUAL]
          : WINDOWS[best];
    }
  }

  /** Tells that a task has started; a second time says nothing. */
  public synchronized void started(ActiveTask task) {
    meters
        .computeIfAbsent(task.serverId(), id -> new Meter())
        .running
        .putIfAbsent(
            task.id(),
            new Span(task.demandCores(), seconds(task.startedAt()), Double.POSITIVE_INFINITY));
  }

  /** Tells that a task has ended; a second time says nothing. */
  public synchronized void ended(String taskId, String serverId, Instant at) {
    Meter meter = meters.get(serverId);
    Span span = meter == null ? null : meter.running.remove(taskId);
    if (meter != null && span != null) {
      double end = Math.max(span.start(), seconds(at));
      meter.ended.removeIf(old -> old.end() < end - 2 * LONGEST);
      meter.ended.add(new Span(span.cores(), span.start(), end));
    }
  }

  /** Tells of a report; a second time says nothing. */
  public synchronized void reported(LoadReport report) {
    Meter meter = meters.get(report.serverId());
    if (meter != null) {
      meter.report(report);
    }
  }

  /** What {@code report} shows of these proxies' tasks, as far as that is known now. */
  public synchronized Metering of(LoadReport report) {
    Meter meter = meters.get(report.serverId());
    if (meter == null) {
      return Metering.UNKNOWN;
    }
    double window = meter.window();
    double at = seconds(report.at());
    return new Metering(window, meter.endedCores(at, window), meter.endedTasks(at));
  }

  /** Forgets all other servers. */
  public synchronized void keepOnly(Collection<String> serverIds) {
    meters.keySet().retainAll(serverIds);
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + 1e-9 * instant.getNano();
  }
}
