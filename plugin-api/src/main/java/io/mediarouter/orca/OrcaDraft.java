package io.mediarouter.orca;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A report that is being read, value by value; the first one that cannot be rejects all of it. For
 * use by one thread.
 */
public final class OrcaDraft {
  private static final int MOST_VALUES = 256;
  private static final int LONGEST_NAME = 256;
  private static final Set<String> NUMBERS =
      Set.of(
          "cpu_utilization",
          "mem_utilization",
          "application_utilization",
          "rps",
          "rps_fractional",
          "eps");
  private static final Set<String> MAPS = Set.of("utilization", "named_metrics", "request_cost");

  private final Map<String, Double> values = new HashMap<>();

  /** Whether the report has a number of that name. */
  public static boolean isNumber(String name) {
    return NUMBERS.contains(name);
  }

  /** Whether the report has a map of that name. */
  public static boolean isMap(String name) {
    return MAPS.contains(name);
  }

  /**
   * Takes in one value.
   *
   * @param name as in the TEXT form; that of a map's entry is the map's, a dot and the key
   * @throws MalformedReportException if the name is unknown, there already or too long, or the
   *     value not in its range
   */
  public void put(String name, double value) {
    requireKnown(name);
    if (!(value >= 0 && value <= highest(name))) {
      throw new MalformedReportException(name + "=" + value, "a number in 0.." + highest(name));
    }
    if (values.size() == MOST_VALUES) {
      throw new MalformedReportException(name, "at most " + MOST_VALUES + " values");
    }
    if (values.put(name, value) != null) {
      throw new MalformedReportException(name, "once");
    }
  }

  private static void requireKnown(String name) {
    int dot = name.indexOf('.');
    boolean known = dot < 0 ? isNumber(name) : isMap(name.substring(0, dot));
    if (!known || dot == name.length() - 1 || name.length() > LONGEST_NAME) {
      throw new MalformedReportException(name, "a name of OrcaLoadReport");
    }
  }

  /** Only shares of something that has an end are bounded; a processor's may exceed 1. */
  private static double highest(String name) {
    boolean share = name.equals("mem_utilization") || name.startsWith("utilization.");
    return share ? 1 : Double.MAX_VALUE;
  }

  /** The report. */
  public OrcaReport finish() {
    return new OrcaReport(values);
  }
}
