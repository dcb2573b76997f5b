package io.mediarouter.urgency;

/**
 * One value in a structured field (RFC 9651), without its parameters.
 *
 * @param type what it is
 * @param text as it is written, of a string what it stands for; empty for types that nobody here
 *     reads
 */
record BareItem(Type type, String text) {
  static final BareItem TRUE = new BareItem(Type.TRUE, "");
  static final BareItem FALSE = new BareItem(Type.FALSE, "");

  /** A byte sequence, a date or a display string. */
  static final BareItem OTHER = new BareItem(Type.OTHER, "");

  /** The types of value that are told apart. */
  enum Type {
    INTEGER,
    DECIMAL,
    TOKEN,
    STRING,
    TRUE,
    FALSE,
    OTHER
  }

  boolean isInteger() {
    return type == Type.INTEGER;
  }

  boolean isNumber() {
    return type == Type.INTEGER || type == Type.DECIMAL;
  }

  boolean isString() {
    return type == Type.STRING;
  }

  boolean isToken(String token) {
    return type == Type.TOKEN && text.equals(token);
  }

  /** The number that a number is. */
  double number() {
    return Double.parseDouble(text);
  }
}
