package io.mediarouter.harness.scenario.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The report of what became of the requests of a mixed load up to one moment.
 *
 * @param requests those that have ended
 * @param failed those that got no right answer; a 503 with {@code Retry-After} is right
 * @param reasons of the first failures
 * @param busy those that were answered with 503
 * @param busyReasons of the first of those
 * @param brokenOff streams made on demand that broke off after their first byte: what is lost with
 *     its transcoding server cannot be saved
 * @param byOption right answers by their publishing option, without those of {@code busy}
 * @param decoded renditions made on demand that were decoded without a complaint
 * @param firstByteP50Millis the median of the times to the first byte of right answers, without
 *     those of {@code busy}; 0 if there is none
 */
public record Report(
    long requests,
    long failed,
    List<String> reasons,
    long busy,
    List<String> busyReasons,
    long brokenOff,
    Map<String, Long> byOption,
    long decoded,
    double firstByteP50Millis,
    double firstByteP99Millis,
    double firstByteMaxMillis) {

  public Report {
    reasons = List.copyOf(reasons);
    busyReasons = List.copyOf(busyReasons);
    byOption = Map.copyOf(byOption);
  }

  /** Right answers other than 503. */
  public long served() {
    return requests - failed - busy - brokenOff;
  }

  /** All of it on one line. */
  public String text() {
    String options =
        new TreeMap<>(byOption)
            .entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d requests: %d failed%s, %d busy%s, %d broken off, %d served (%s); %d decoded;"
            + " first byte p50 %.0f ms, p99 %.0f ms, max %.0f ms",
        requests,
        failed,
        reasons.isEmpty() ? "" : " " + reasons,
        busy,
        busyReasons.isEmpty() ? "" : " " + busyReasons,
        brokenOff,
        served(),
        options,
        decoded,
        firstByteP50Millis,
        firstByteP99Millis,
        firstByteMaxMillis);
  }
}
