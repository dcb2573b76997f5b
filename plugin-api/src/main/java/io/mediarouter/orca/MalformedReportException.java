package io.mediarouter.orca;

/** A load report that is rejected as a whole; the message says what is wrong with it. */
public final class MalformedReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUOTE = 80;

  /**
   * A rejection; has no stack trace.
   *
   * @param found what stands in the report; it is cut short and freed of control characters
   * @param expected what should stand there
   */
  public MalformedReportException(String found, String expected) {
    super(
        "load report: \"" + quoted(found) + "\" (expected: " + expected + ")", null, false, false);
  }

  private static String quoted(String found) {
    String some = found.substring(0, Math.min(LONGEST_QUOTE, found.length()));
    return some.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
