package io.mediarouter.orca;

import java.util.regex.Pattern;

/**
 * The reader of ORCA's TEXT form, {@code name=value,name=value}. As strict as Envoy's: one pair
 * that is wrong rejects the report. Takes {@code :} for {@code =}, as older writers put it.
 */
public final class OrcaText {
  /** Most characters of a report that are read. */
  public static final int LONGEST = 16 * 1024;

  private static final String REQUEST_COST = "request_cost.";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");

  private OrcaText() {}

  /**
   * Reads a report.
   *
   * @param text without the prefix {@code TEXT}
   * @throws MalformedReportException if it is not one
   */
  public static OrcaReport parse(String text) {
    if (text.length() > LONGEST) {
      throw new MalformedReportException(text, "at most " + LONGEST + " characters");
    }
    var draft = new OrcaDraft();
    for (String pair : text.split(",", -1)) {
      add(pair.strip(), draft);
    }
    return draft.finish();
  }

  private static void add(String pair, OrcaDraft draft) {
    int equals = pair.indexOf('=');
    int separator = equals < 0 ? pair.indexOf(':') : equals;
    if (separator < 0) {
      throw new MalformedReportException(pair, "name=value");
    }
    String name = pair.substring(0, separator).strip();
    if (name.startsWith(REQUEST_COST)) {
      throw new MalformedReportException(name, "a name of the TEXT form");
    }
    draft.put(name, number(pair.substring(separator + 1).strip()));
  }

  /**
   * Reads a number in decimal or scientific form.
   *
   * @throws MalformedReportException if it is not one, or too large for one
   */
  public static double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new MalformedReportException(text, "a number");
    }
    return Double.parseDouble(text);
  }
}
