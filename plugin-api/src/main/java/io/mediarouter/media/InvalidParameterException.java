package io.mediarouter.media;

/** A request parameter that cannot be served, with what would be allowed in its place. */
public final class InvalidParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 64;

  private final String parameter;
  private final String value;
  private final String allowed;

  /**
   * Names the parameter at fault; an over-long value is shortened.
   *
   * @param parameter name of the parameter
   * @param value what it was
   * @param allowed what it may be, for the reader of the error
   */
  public InvalidParameterException(String parameter, String value, String allowed) {
    super(parameter + ": \"" + shown(value) + "\" (allowed: " + allowed + ")", null, false, false);
    this.parameter = parameter;
    this.value = shown(value);
    this.allowed = allowed;
  }

  private static String shown(String value) {
    return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "...";
  }

  /** The name of the parameter at fault. */
  public String parameter() {
    return parameter;
  }

  /** The value it had, shortened where over-long. */
  public String value() {
    return value;
  }

  /** What the parameter may be. */
  public String allowed() {
    return allowed;
  }
}
