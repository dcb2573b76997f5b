package io.mediarouter.vertx.config;

/** A value that a configuration record refuses, by the path of its key. */
final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String problem;

  InvalidValueException(String key, String value, String expected) {
    super(key + ": " + Values.expected(value, expected));
    this.key = key;
    problem = Values.expected(value, expected);
  }

  /** The path of the key, such as {@code spool.memory}. */
  String key() {
    return key;
  }

  /** What the value is and what is expected. */
  String problem() {
    return problem;
  }
}
