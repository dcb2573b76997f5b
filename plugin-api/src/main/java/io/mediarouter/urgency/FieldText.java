package io.mediarouter.urgency;

/** The text of a field while it is read, character by character. */
final class FieldText {
  static final int END = -1;

  private final String text;
  private int at;

  FieldText(String text) {
    this.text = text;
  }

  /** The next character; {@link #END} after the last. */
  int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  /**
   * Takes the next character.
   *
   * @throws MalformedFieldException after the last
   */
  int next() {
    int c = peek();
    require(c != END);
    at++;
    return c;
  }

  /** Takes the next character if it is this one, and tells whether it was. */
  boolean skip(char expected) {
    boolean there = peek() == expected;
    at += there ? 1 : 0;
    return there;
  }

  /** Takes all digits that come next, and tells how many. */
  int skipDigits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    return at - start;
  }

  void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  void skipSpacesAndTabs() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** How much has been taken. */
  int position() {
    return at;
  }

  /** What has been taken since then. */
  String since(int position) {
    return text.substring(position, at);
  }

  /**
   * Goes on only if {@code fine}.
   *
   * @throws MalformedFieldException if not
   */
  void require(boolean fine) {
    if (!fine) {
      throw malformed();
    }
  }

  MalformedFieldException malformed() {
    return new MalformedFieldException(at);
  }

  static boolean isLowerCase(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(int c) {
    return isLowerCase(c) || c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isOneOf(String marks, int c) {
    return c != END && marks.indexOf(c) >= 0;
  }

  /** Whether {@code c} is printable in ASCII. */
  static boolean isPlain(int c) {
    return c >= ' ' && c <= '~';
  }
}
