package io.mediarouter.harness.farm.fault;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** A response whose report of load is left out or means nothing. */
final class LyingResponse extends HttpServletResponseWrapper {
  static final String HEADER = "endpoint-load-metrics";
  static final String GARBAGE = "TEXT cpu_utilization=lots,=,%%%";

  private final LoadLie lie;

  LyingResponse(HttpServletResponse response, LoadLie lie) {
    super(response);
    this.lie = lie;
  }

  @Override
  public void setHeader(String name, String value) {
    if (!name.equalsIgnoreCase(HEADER) || lie == LoadLie.HANG) {
      super.setHeader(name, value);
    } else if (lie == LoadLie.GARBAGE) {
      super.setHeader(name, GARBAGE);
    }
  }
}
