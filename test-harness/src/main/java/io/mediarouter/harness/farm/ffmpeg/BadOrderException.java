package io.mediarouter.harness.farm.ffmpeg;

/**
 * A request parameter that cannot be honoured; the message names the parameter, its value and what
 * is expected.
 */
public final class BadOrderException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  public BadOrderException(String parameter, String value, String expected) {
    super(parameter + ": " + printable(value) + " (expected: " + expected + ")");
    this.parameter = parameter;
  }

  /** Name of the parameter at fault. */
  public String parameter() {
    return parameter;
  }

  private static String printable(String value) {
    String shown = value.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() <= 80 ? shown : shown.substring(0, 80) + "...";
  }
}
