package io.mediarouter.vertx.load;

import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.orca.OrcaReport;
import io.mediarouter.orca.OrcaText;

/**
 * The field in which servers tell their load, as header and as trailer. Its TEXT and JSON forms are
 * read; the binary ones, {@code BIN} and the older field {@code endpoint-load-metrics-bin}, are
 * not.
 */
public final class OrcaField {
  /** The field's name. */
  public static final String NAME = "endpoint-load-metrics";

  private static final String TEXT = "TEXT ";
  private static final String JSON = "JSON ";

  private OrcaField() {}

  /**
   * The report in a field's value.
   *
   * @throws MalformedReportException if there is none, or not in a form that is read
   */
  public static OrcaReport parse(String value) {
    if (value.startsWith(TEXT)) {
      return OrcaText.parse(value.substring(TEXT.length()));
    }
    if (value.startsWith(JSON)) {
      return OrcaJson.parse(value.substring(JSON.length()));
    }
    throw new MalformedReportException(value, "TEXT or JSON, and a space");
  }

  /**
   * The report in the body of a load resource: bare JSON, or as in the field.
   *
   * @throws MalformedReportException if there is none, or not in a form that is read
   */
  static OrcaReport parseBody(String body) {
    String report = body.strip();
    return report.startsWith("{") ? OrcaJson.parse(report) : parse(report);
  }
}
